import type { Tx } from '@closeout/service-kit/db';
import type { ReceivedEvent } from '@closeout/service-kit/messaging';
import { z } from 'zod';
import type { Tell } from '../emails/tell.js';
import { managersOf, ProjectSeen } from '../projects/onProjectChanged.js';
import { milestoneOverdueEmail, stageOverdueEmail } from './overdueEmails.js';

export const MilestoneOverdue = z.object({
  project: ProjectSeen,
  milestone: z.object({
    label: z.string(),
    currency: z.string(),
    expectedAmount: z.string(),
    receivedAmount: z.string(),
    remainingAmount: z.string(),
  }),
  dueDate: z.string(),
});
export type MilestoneOverdue = z.output<typeof MilestoneOverdue>;

export const StageOverdue = z.object({
  project: ProjectSeen,
  stage: z.object({ name: z.string(), completion: z.int() }),
  dueDate: z.string(),
});
export type StageOverdue = z.output<typeof StageOverdue>;

export function onMilestoneOverdue(tell: Tell) {
  return (tx: Tx, event: ReceivedEvent<MilestoneOverdue>): Promise<void> =>
    tell(tx, event, {
      kind: 'milestone-overdue',
      customerId: event.data.project.customerId,
      people: managersOf(event.data.project),
      content: ({ customer, words }) => milestoneOverdueEmail(event.data, customer.name, words),
    });
}

export function onStageOverdue(tell: Tell) {
  return (tx: Tx, event: ReceivedEvent<StageOverdue>): Promise<void> =>
    tell(tx, event, {
      kind: 'stage-overdue',
      customerId: event.data.project.customerId,
      people: managersOf(event.data.project),
      content: ({ customer, words }) => stageOverdueEmail(event.data, customer.name, words),
    });
}
