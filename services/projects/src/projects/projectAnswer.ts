import type { EventDraft } from '@closeout/contracts/events';
import { projectsEvents, type ProjectState } from '@closeout/contracts/events/projects';
import type { Project as ProjectAnswer, ProjectSummary } from '@closeout/contracts/http/projects';
import { fromMinor, type Minor } from '@closeout/contracts/money';
import type { Milestone } from '../milestones/milestone.js';
import { milestoneAnswer } from '../milestones/milestoneAnswer.js';
import { warningsOf, type Project } from './project.js';
import type { SeenParts } from './sight.js';
import { dueBy, openActions } from './status.js';

/** What a list shows of a project to whoever has that sight of it. `today` decides what is overdue. */
export function projectSummary(project: Project, sight: SeenParts, today: string): ProjectSummary {
  const show = (minor: Minor) => fromMinor(minor, project.currency);
  return {
    id: project.id,
    version: project.version,
    number: project.number,
    title: project.title,
    status: project.status,
    archived: project.archived,
    customerId: project.customerId,
    customer: { id: project.customerId, name: project.customerName },
    currency: project.currency,
    startDate: project.startDate,
    endDate: project.endDate,
    type: project.type,
    revenueModel: project.revenueModel,
    projectManagerId: project.projectManagerId,
    technicalManagerId: project.technicalManagerId,
    quoteId: project.quoteId,
    ...(sight.money && {
      budgetTotal: show(project.budgetMinor),
      totals: {
        received: show(project.receivedMinor),
        remaining: show(project.budgetMinor - project.receivedMinor),
        milestonesExpected: show(project.milestonesExpectedMinor),
        invoiced: show(project.invoicedMinor),
      },
      overdue: isOverdue(project, today),
    }),
    completion: project.completionHundredths / 100,
    createdAt: project.createdAt.toISOString(),
  };
}

function isOverdue(project: Project, today: string): boolean {
  const until = dueBy(project, today);
  return until !== null && project.nextDueDate !== null && project.nextDueDate < until;
}

/** One project to whoever has that sight of it; `milestones` is read for those only who may see payments. */
export function projectAnswer(
  project: Project,
  milestones: readonly Milestone[] | undefined,
  sight: SeenParts,
  today: string,
): ProjectAnswer {
  const show = (minor: Minor) => fromMinor(minor, project.currency);
  return {
    ...projectSummary(project, sight, today),
    description: project.description,
    businessUnitId: project.businessUnitId,
    legalEntityId: project.legalEntityId,
    ...(sight.money && {
      hourlyRate: project.hourlyRateMinor === null ? null : show(project.hourlyRateMinor),
    }),
    ...(sight.notes && { internalNotes: project.internalNotes }),
    createdBy: project.createdBy,
    updatedAt: project.updatedAt.toISOString(),
    ...(sight.payments && {
      milestones: milestones?.map((milestone) => milestoneAnswer(milestone, dueBy(project, today))),
    }),
    warnings: sight.money ? warningsOf(project, show) : [],
    actions: openActions(project),
  };
}

/** The whole public state of a project, as events carry it. */
export function projectState(project: Project): ProjectState {
  return {
    id: project.id,
    version: project.version,
    number: project.number,
    customerId: project.customerId,
    title: project.title,
    description: project.description,
    status: project.status,
    archived: project.archived,
    budgetTotal: fromMinor(project.budgetMinor, project.currency),
    currency: project.currency,
    startDate: project.startDate,
    endDate: project.endDate,
    type: project.type,
    revenueModel: project.revenueModel,
    projectManagerId: project.projectManagerId,
    technicalManagerId: project.technicalManagerId,
    businessUnitId: project.businessUnitId,
    legalEntityId: project.legalEntityId,
    createdAt: project.createdAt.toISOString(),
    createdBy: project.createdBy,
    quoteId: project.quoteId,
  };
}

export function projectEvent(event: 'projectCreated' | 'projectUpdated', project: Project): EventDraft {
  return projectsEvents[event].draft(project.id, project.version, projectState(project));
}
