import { pageOf } from '@closeout/contracts/pages';
import type { EmailContent } from '../emails/layout.js';
import { factsOf, type PaidProject } from './paymentReceivedEmail.js';
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

/**
 * The same to somebody who may not see receipts: which payment they were told of, where that led, and how much it was for the
 * projects that they run now.
 */
export function projectPaymentReversedEmail(
  receipt: ReceiptReversed,
  first: ToldOfPayment,
  own: readonly PaidProject[],
): EmailContent {
  const { reversal } = receipt;
  const [, projectId] = /\/projects\/([^/?#]+)/.exec(first.link) ?? [];
  return {
    subject: `Reversed: ${first.subject}`,
    heading: `Reversed: ${first.subject}`,
    facts: [
      ['Customer', receipt.customerName],
      ['Receipt', receipt.number],
      ['Payment date', receipt.paymentDate],
      ...(reversal ? [['Reversed by', reversal.number] as const] : []),
      ...factsOf(own, receipt),
    ],
    link:
      projectId === undefined
        ? { label: 'Open Closeout', page: pageOf('dashboard') }
        : { label: 'Open the project', page: pageOf('project', projectId) },
    because,
  };
}
