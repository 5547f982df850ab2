import type { Tx } from '@closeout/service-kit/db';
import type { ReceivedEvent } from '@closeout/service-kit/messaging';
import { z } from 'zod';
import type { Tell } from '../emails/tell.js';
import { managersOf, ProjectSeen } from '../projects/onProjectChanged.js';
import { budgetThresholdEmail } from './budgetThresholdEmail.js';

export const BudgetThresholdPassed = z.object({
  project: ProjectSeen,
  percent: z.int(),
  node: z.object({ code: z.string(), name: z.string() }).nullable(),
  budget: z.string(),
  spent: z.string(),
  committed: z.string(),
  currency: z.string(),
});
export type BudgetThresholdPassed = z.output<typeof BudgetThresholdPassed>;

export function onBudgetThresholdPassed(tell: Tell) {
  return (tx: Tx, event: ReceivedEvent<BudgetThresholdPassed>): Promise<void> =>
    tell(tx, event, {
      kind: 'budget-threshold',
      customerId: event.data.project.customerId,
      people: managersOf(event.data.project),
      content: ({ words }) => budgetThresholdEmail(event.data, words),
    });
}
