import type { Progress } from '@closeout/contracts/http/projects';
import { fromMinor } from '@closeout/contracts/money';
import { isOverdue, type Milestone } from '../milestones/milestone.js';
import type { Project } from '../projects/project.js';
import { dueBy, stagesDueBy } from '../projects/status.js';
import { isStageOverdue, overallCompletion, stageStatus, type Stage } from '../stages/stage.js';

/** How far a project has come. Payments are left out for those who may not see them (`milestones` undefined). */
export function progressOf(
  project: Project,
  stages: readonly Stage[],
  milestones: readonly Milestone[] | undefined,
  today: string,
): Progress {
  return {
    completion: overallCompletion(stages) / 100,
    stages: stages.map((stage) => ({
      id: stage.id,
      name: stage.name,
      order: stage.order,
      completion: stage.completion,
      status: stageStatus(stage, stages),
      dueDate: stage.dueDate,
      overdue: isStageOverdue(stage, stagesDueBy(project, today)),
    })),
    payments: milestones && paymentsOf(project, milestones, today),
    timeline: {
      startDate: project.startDate,
      endDate: project.endDate,
      elapsedPercent: elapsedPercent(project, today),
    },
  };
}

/** Overdue is what is still to come of milestones that should have been paid before today. */
function paymentsOf(project: Project, milestones: readonly Milestone[], today: string): Progress['payments'] {
  const { currency } = project;
  const overdueMinor = milestones
    .filter((milestone) => isOverdue(milestone, dueBy(project, today)))
    .reduce((sum, { expectedMinor, receivedMinor }) => sum + expectedMinor - receivedMinor, 0n);
  return {
    expected: fromMinor(project.milestonesExpectedMinor, currency),
    invoiced: fromMinor(project.invoicedMinor, currency),
    received: fromMinor(project.receivedMinor, currency),
    overdue: fromMinor(overdueMinor, currency),
    currency,
  };
}

const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

/** How much of the time from start to end has passed, in whole per cent: 0 up to the start, 100 from the end on; null without an end. */
export function elapsedPercent(
  { startDate, endDate }: Pick<Project, 'startDate' | 'endDate'>,
  today: string,
): number | null {
  if (endDate === null) return null;
  if (today >= endDate) return 100;
  if (today <= startDate) return 0;
  const [start, end, now] = [startDate, endDate, today].map(dayNumber) as [number, number, number];
  return Math.floor((100 * (now - start)) / (end - start));
}
