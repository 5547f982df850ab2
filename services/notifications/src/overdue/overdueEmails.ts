import { pageOf } from '@closeout/contracts/pages';
import type { EmailContent } from '../emails/layout.js';
import type { ProjectSeen } from '../projects/onProjectChanged.js';
import type { MilestoneOverdue, StageOverdue } from './onOverdue.js';

const because = 'You are told because you manage this project.';

export function milestoneOverdueEmail(
  { project, milestone, dueDate }: MilestoneOverdue,
  customer: string,
): EmailContent {
  const money = (amount: string) => `${amount} ${milestone.currency}`;
  return {
    subject: `Overdue: ${milestone.label} of ${project.number}, ${money(milestone.remainingAmount)}`,
    heading: `${milestone.label} is overdue`,
    facts: [
      ...about(project, customer),
      ['Due', dueDate],
      ['Expected', money(milestone.expectedAmount)],
      ['Received', money(milestone.receivedAmount)],
      ['Remaining', money(milestone.remainingAmount)],
    ],
    link: linkTo(project),
    because,
  };
}

export function stageOverdueEmail({ project, stage, dueDate }: StageOverdue, customer: string): EmailContent {
  return {
    subject: `Overdue: stage ${stage.name} of ${project.number}`,
    heading: `Stage ${stage.name} is overdue`,
    facts: [...about(project, customer), ['Due', dueDate], ['Completion', `${stage.completion} %`]],
    link: linkTo(project),
    because,
  };
}

const about = (project: ProjectSeen, customer: string): EmailContent['facts'] => [
  ['Project', `${project.number} ${project.title}`],
  ['Customer', customer],
];

const linkTo = (project: ProjectSeen) => ({
  label: 'Open the project',
  page: pageOf('project', project.id),
});
