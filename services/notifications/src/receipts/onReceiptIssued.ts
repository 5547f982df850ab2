import type { Tx } from '@closeout/service-kit/db';
import type { ReceivedEvent } from '@closeout/service-kit/messaging';
import { z } from 'zod';
import type { Tell } from '../emails/tell.js';
import { seesReceipts } from '../people/sight.js';
import { paidProjects } from './paidProjects.js';
import { paidForProjectEmail, paymentReceivedEmail } from './paymentReceivedEmail.js';

export const ReceiptIssued = z.object({
  id: z.uuid(),
  number: z.string(),
  customerId: z.uuid(),
  customerName: z.string(),
  currency: z.string(),
  amount: z.string(),
  paymentDate: z.string(),
  method: z.string().nullable(),
  reference: z.string().nullable(),
  allocations: z.array(z.object({ invoiceNumber: z.string(), amount: z.string() })),
  unallocated: z.string(),
  projectShares: z.array(z.object({ projectId: z.uuid(), amount: z.string() })),
});
export type ReceiptIssued = z.output<typeof ReceiptIssued>;

/** Tells the managers of the projects that were paid for, and all who issue receipts. */
export function onReceiptIssued(tell: Tell) {
  return async (tx: Tx, event: ReceivedEvent<ReceiptIssued>): Promise<void> => {
    const receipt = event.data;
    const projects = await paidProjects(tx, receipt, receipt.projectShares);
    await tell(tx, event, {
      kind: 'payment-received',
      customerId: receipt.customerId,
      people: projects.flatMap(({ managerId }) => managerId ?? []),
      permission: 'receipts.issue',
      content: ({ reader, words }) =>
        seesReceipts(reader)
          ? paymentReceivedEmail(receipt, projects, words)
          : paidForProjectEmail(
              receipt,
              projects.filter(({ managerId }) => managerId === reader.id),
              words,
            ),
    });
  };
}
