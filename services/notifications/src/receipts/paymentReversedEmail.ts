import { pageOf } from '@closeout/contracts/pages';
import type { EmailContent } from '../emails/layout.js';
import type { ReceiptReversed, ToldOfPayment } from './onReceiptReversed.js';

const because = 'You are told because you were told of the payment.';

export function paymentReversedEmail(receipt: ReceiptReversed): EmailContent {
  const { reversal, currency } = receipt;
  const amount = `${receipt.amount} ${currency}`;
  return {
    subject: `Payment reversed: ${amount} from ${receipt.customerName}`,
    heading: `Payment reversed: ${amount}`,
    facts: [
      ['Customer', receipt.customerName],
      ['Receipt', receipt.number],
      ['Payment date', receipt.paymentDate],
      ...(reversal ? [['Reversed by', reversal.number] as const, ['Reason', reversal.reason] as const] : []),
      ...receipt.allocations.map(
        (a) => [`Invoice ${a.invoiceNumber}`, `${a.amount} ${currency} is due again`] as const,
      ),
    ],
    link: { label: 'Open the receipt', page: pageOf('receipt', receipt.id) },
    because,
  };
}

/** The same to a manager who may not see receipts: no more than the first e-mail said, and where it led. */
export function projectPaymentReversedEmail(receipt: ReceiptReversed, first: ToldOfPayment): EmailContent {
  const [, projectId] = /\/projects\/([^/?#]+)/.exec(first.link) ?? [];
  return {
    subject: `Reversed: ${first.subject}`,
    heading: `Reversed: ${first.subject}`,
    facts: [
      ['Customer', receipt.customerName],
      ['Payment date', receipt.paymentDate],
    ],
    link:
      projectId === undefined
        ? { label: 'Open Closeout', page: pageOf('dashboard') }
        : { label: 'Open the project', page: pageOf('project', projectId) },
    because,
  };
}
