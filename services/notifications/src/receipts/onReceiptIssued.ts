import { type ReceivedEvent, RetryLater, type Tx } from '@closeout/service-kit';
import { z } from 'zod';
import type { Tell } from '../emails/tell.js';
import { seesReceipts } from '../people/sight.js';
import { paidForProjectEmail, paymentReceivedEmail, type PaidProject } from './paymentReceivedEmail.js';
import { sharesByProject } from './sharesByProject.js';

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
    const { projects, managers } = await paidProjects(tx, receipt);
    await tell(tx, event, {
      kind: 'payment-received',
      customerId: receipt.customerId,
      people: managers,
      permission: 'receipts.issue',
      content: (_customer, reader) =>
        seesReceipts(reader)
          ? paymentReceivedEmail(receipt, projects)
          : paidForProjectEmail(
              receipt,
              projects.filter(({ managerId }) => managerId === reader.id),
            ),
    });
  };
}

/** @throws RetryLater while one of the projects is still on its way */
async function paidProjects(
  tx: Tx,
  receipt: ReceiptIssued,
): Promise<{ projects: PaidProject[]; managers: string[] }> {
  const shares = sharesByProject(receipt.projectShares, receipt.currency);
  const rows = await tx.query<{
    id: string;
    number: string;
    title: string;
    project_manager_id: string | null;
  }>(
    'SELECT id, number, title, project_manager_id FROM project WHERE id = ANY ($1::uuid[]) ORDER BY number',
    [[...shares.keys()]],
  );
  const missing = [...shares.keys()].find((id) => !rows.some((row) => row.id === id));
  if (missing !== undefined) throw new RetryLater(`project ${missing} is not known yet`);
  return {
    projects: rows.map(({ id, number, title, project_manager_id: managerId }) => ({
      ...{ id, number, title, managerId },
      amount: shares.get(id) ?? '',
    })),
    managers: rows.flatMap((row) => row.project_manager_id ?? []),
  };
}
