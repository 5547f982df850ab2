import { pageOf } from '@closeout/contracts/pages';
import type { EmailContent } from '../emails/layout.js';
import type { ReceiptIssued } from './onReceiptIssued.js';

export interface PaidProject {
  id: string;
  number: string;
  title: string;
  managerId: string | null;
  /** What of the receipt belongs to the project. */
  amount: string;
}

export function paymentReceivedEmail(receipt: ReceiptIssued, projects: readonly PaidProject[]): EmailContent {
  const amount = `${receipt.amount} ${receipt.currency}`;
  const [only, ...others] = projects;
  return {
    subject: `Payment received: ${amount} from ${receipt.customerName}`,
    heading: `Payment received: ${amount}`,
    facts: [
      ['Customer', receipt.customerName],
      ['Receipt', receipt.number],
      ['Payment date', receipt.paymentDate],
      ...(receipt.method === null ? [] : [['Method', receipt.method] as const]),
      ...(receipt.reference === null ? [] : [['Reference', receipt.reference] as const]),
      ...receipt.allocations.map(
        (a) => [`Invoice ${a.invoiceNumber}`, `${a.amount} ${receipt.currency}`] as const,
      ),
      ...factsOf(projects, receipt),
      ...(/[1-9]/.test(receipt.unallocated)
        ? [['Not allocated', `${receipt.unallocated} ${receipt.currency}`] as const]
        : []),
    ],
    link:
      only && others.length === 0
        ? { label: 'Open the project', page: pageOf('project', only.id) }
        : { label: 'Open the receipt', page: pageOf('receipt', receipt.id) },
    because:
      'You are told because you manage a project that this payment is for, or because your role issues receipts.',
  };
}

/** What of the money is each project's. */
export const factsOf = (
  projects: readonly PaidProject[],
  { currency }: Pick<ReceiptIssued, 'currency'>,
): EmailContent['facts'] =>
  projects.map(({ number, title, amount }) => [`Project ${number}`, `${title}: ${amount} ${currency}`]);

/** The same to a manager who may not see receipts: what is theirs of it, and no more. */
export function paidForProjectEmail(receipt: ReceiptIssued, own: readonly PaidProject[]): EmailContent {
  const [first] = own;
  const numbers = own.map(({ number }) => number).join(', ');
  return {
    subject: `Payment received for ${numbers} from ${receipt.customerName} (${receipt.number})`,
    heading: `Payment received for ${numbers}`,
    facts: [
      ['Customer', receipt.customerName],
      ['Receipt', receipt.number],
      ['Payment date', receipt.paymentDate],
      ...factsOf(own, receipt),
    ],
    link: { label: 'Open the project', page: pageOf('project', first?.id ?? '') },
    because: 'You are told because you manage a project that this payment is for.',
  };
}
