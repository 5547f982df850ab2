import type { EmailContent } from '../emails/layout.js';
import type { ProjectSeen } from '../projects/onProjectChanged.js';
import type { MilestoneOverdue, StageOverdue } from './onOverdue.js';

const because = 'You are told because you manage this project.';

/** @param publicUrl where people open Closeout, without a slash at the end */
export function milestoneOverdueEmail(
  { project, milestone, dueDate }: MilestoneOverdue,
  customer: string,
  publicUrl: string,
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
    link: linkTo(project, publicUrl),
    because,
  };
}

export function stageOverdueEmail(
  { project, stage, dueDate }: StageOverdue,
  customer: string,
  publicUrl: string,
): EmailContent {
  return {
    subject: `Overdue: stage ${stage.name} of ${project.number}`,
    heading: `Stage ${stage.name} is overdue`,
    facts: [...about(project, customer), ['Due', dueDate], ['Completion', `${stage.completion} %`]],
    link: linkTo(project, publicUrl),
    because,
  };
}

const about = (project: ProjectSeen, customer: string): EmailContent['facts'] => [
  ['Project', `${project.number} ${project.title}`],
  ['Customer', customer],
];

const linkTo = (project: ProjectSeen, publicUrl: string) => ({
  label: 'Open the project',
  url: `${publicUrl}/projects/${project.id}`,
});
