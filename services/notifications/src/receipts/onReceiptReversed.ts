import type { Tx } from '@closeout/service-kit/db';
import type { ReceivedEvent } from '@closeout/service-kit/messaging';
import { type Params, prepared } from '@closeout/service-kit/sql';
import { z } from 'zod';
import type { Tell } from '../emails/tell.js';
import { seesReceipts } from '../people/sight.js';
import { tables } from '../tables.js';
import { paidProjects } from './paidProjects.js';
import { paymentReversedEmail, projectPaymentReversedEmail } from './paymentReversedEmail.js';

export const ReceiptReversed = z.object({
  id: z.uuid(),
  number: z.string(),
  customerId: z.uuid(),
  customerName: z.string(),
  currency: z.string(),
  amount: z.string(),
  paymentDate: z.string(),
  allocations: z.array(z.object({ invoiceNumber: z.string(), amount: z.string() })),
  reversal: z
    .object({
      number: z.string(),
      reason: z.string(),
      /** Absent in events from before it was said. */
      projectShares: z.array(z.object({ projectId: z.uuid(), amount: z.string() })).default([]),
    })
    .nullable(),
});
export type ReceiptReversed = z.output<typeof ReceiptReversed>;

/** An e-mail that somebody got about the payment. */
export interface PaymentEmail {
  personId: string;
  subject: string;
  link: string;
}

/** Tells exactly those who were told of the payment: others would wonder which one. */
export function onReceiptReversed(tell: Tell) {
  return async (tx: Tx, event: ReceivedEvent<ReceiptReversed>): Promise<void> => {
    const receipt = event.data;
    const emails = await findPaymentEmails(tx, receipt.id);
    if (emails.size === 0) return;
    const projects = await paidProjects(tx, receipt, receipt.reversal?.projectShares ?? []);
    await tell(tx, event, {
      kind: 'payment-reversed',
      customerId: receipt.customerId,
      people: [...emails.keys()],
      content: ({ reader, words }) => {
        const first = emails.get(reader.id);
        if (!first || seesReceipts(reader)) return paymentReversedEmail(receipt, words);
        return projectPaymentReversedEmail(
          receipt,
          first,
          projects.filter(({ managerId }) => managerId === reader.id),
          words,
        );
      },
    });
  };
}

const paymentEmails = prepared(({ receiptId }: Params<{ receiptId: string }>) =>
  tables
    .selectFrom('email')
    .select(['recipient_id as personId', 'subject', 'link'])
    .where('about', '=', receiptId)
    .where('kind', '=', 'payment-received'),
);

async function findPaymentEmails(tx: Tx, receiptId: string): Promise<Map<string, PaymentEmail>> {
  const rows = await tx.run(paymentEmails({ receiptId }));
  return new Map(rows.map((row) => [row.personId, row]));
}
