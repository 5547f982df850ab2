import { pageOf } from '@closeout/contracts/pages';
import type { EmailContent } from '../emails/layout.js';
import type { ReceiptIssued } from './onReceiptIssued.js';
import type { Words } from '../emails/words.js';

export interface PaidProject {
  id: string;
  number: string;
  title: string;
  managerId: string | null;
  /** What of the receipt belongs to the project. */
  amount: string;
}

export function paymentReceivedEmail(
  receipt: ReceiptIssued,
  projects: readonly PaidProject[],
  words: Words,
): EmailContent {
  const { say } = words;
  const money = (amount: string) => words.money(amount, receipt.currency);
  const heading = say(
    `Payment received: ${money(receipt.amount)}`,
    `Zahlung eingegangen: ${money(receipt.amount)}`,
  );
  const [only, ...others] = projects;
  return {
    subject: say(`${heading} from ${receipt.customerName}`, `${heading} von ${receipt.customerName}`),
    heading,
    facts: [
      ...paymentFacts(receipt, words),
      ...(receipt.method === null ? [] : [[say('Method', 'Zahlungsart'), receipt.method] as const]),
      ...(receipt.reference === null ? [] : [[say('Reference', 'Referenz'), receipt.reference] as const]),
      ...receipt.allocations.map(
        (a) => [say(`Invoice ${a.invoiceNumber}`, `Rechnung ${a.invoiceNumber}`), money(a.amount)] as const,
      ),
      ...factsOf(projects, receipt, words),
      ...(/[1-9]/.test(receipt.unallocated)
        ? [[say('Not allocated', 'Nicht zugeordnet'), money(receipt.unallocated)] as const]
        : []),
    ],
    link:
      only && others.length === 0
        ? { label: say('Open the project', 'Projekt öffnen'), page: pageOf('project', only.id) }
        : { label: say('Open the receipt', 'Zahlungseingang öffnen'), page: pageOf('receipt', receipt.id) },
    because: say(
      'You are told because you manage a project that this payment is for, or because your role issues receipts.',
      'Sie erhalten diese E-Mail, weil Sie ein Projekt leiten, für das diese Zahlung ist, oder weil Ihre Rolle Zahlungseingänge bucht.',
    ),
  };
}

/** Of whom, by which document, and when. */
export const paymentFacts = (
  receipt: Pick<ReceiptIssued, 'customerName' | 'number' | 'paymentDate'>,
  { say, day }: Words,
): EmailContent['facts'] => [
  [say('Customer', 'Kunde'), receipt.customerName],
  [say('Receipt', 'Zahlungseingang'), receipt.number],
  [say('Payment date', 'Zahlungsdatum'), day(receipt.paymentDate)],
];

/** What of the money is each project's. */
export const factsOf = (
  projects: readonly PaidProject[],
  { currency }: Pick<ReceiptIssued, 'currency'>,
  { say, money }: Words,
): EmailContent['facts'] =>
  projects.map(({ number, title, amount }) => [
    say(`Project ${number}`, `Projekt ${number}`),
    `${title}: ${money(amount, currency)}`,
  ]);

/** The same to a manager who may not see receipts: what is theirs of it, and no more. */
export function paidForProjectEmail(
  receipt: ReceiptIssued,
  own: readonly PaidProject[],
  words: Words,
): EmailContent {
  const { say } = words;
  const [first] = own;
  const numbers = own.map(({ number }) => number).join(', ');
  const heading = say(`Payment received for ${numbers}`, `Zahlung eingegangen für ${numbers}`);
  return {
    subject: say(
      `${heading} from ${receipt.customerName} (${receipt.number})`,
      `${heading} von ${receipt.customerName} (${receipt.number})`,
    ),
    heading,
    facts: [...paymentFacts(receipt, words), ...factsOf(own, receipt, words)],
    link: { label: say('Open the project', 'Projekt öffnen'), page: pageOf('project', first?.id ?? '') },
    because: say(
      'You are told because you manage a project that this payment is for.',
      'Sie erhalten diese E-Mail, weil Sie ein Projekt leiten, für das diese Zahlung ist.',
    ),
  };
}
