import type { Tx } from '@closeout/service-kit/db';
import type { ReceivedEvent } from '@closeout/service-kit/messaging';
import { z } from 'zod';
import type { Tell } from '../emails/tell.js';
import { ProjectSeen } from '../projects/onProjectChanged.js';
import { closureStalledEmail } from './closureStalledEmail.js';

export const ClosureStalled = z.object({
  closureId: z.uuid(),
  project: ProjectSeen,
  attempts: z.int(),
  requestedAt: z.string(),
});
export type ClosureStalled = z.output<typeof ClosureStalled>;

/** Tells finance that a financial closure has had no answer. */
export function onClosureStalled(tell: Tell) {
  return (tx: Tx, event: ReceivedEvent<ClosureStalled>): Promise<void> =>
    tell(tx, event, {
      kind: 'closure-stalled',
      customerId: event.data.project.customerId,
      permission: 'projects.finance_closure',
      content: ({ customer, words }) => closureStalledEmail(event.data, customer.name, words),
    });
}
