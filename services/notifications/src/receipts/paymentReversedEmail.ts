import { pageOf } from '@closeout/contracts/pages';
import type { EmailContent } from '../emails/layout.js';
import { factsOf, paymentFacts, type PaidProject } from './paymentReceivedEmail.js';
import type { ReceiptReversed, PaymentEmail } from './onReceiptReversed.js';
import type { Words } from '../emails/words.js';

const because = ({ say }: Words): string =>
  say(
    'You are told because you were told of the payment.',
    'Sie erhalten diese E-Mail, weil Sie von der Zahlung erfahren haben.',
  );

export function paymentReversedEmail(receipt: ReceiptReversed, words: Words): EmailContent {
  const { say } = words;
  const { reversal } = receipt;
  const money = (amount: string) => words.money(amount, receipt.currency);
  const heading = say(
    `Payment reversed: ${money(receipt.amount)}`,
    `Zahlung storniert: ${money(receipt.amount)}`,
  );
  return {
    subject: say(`${heading} from ${receipt.customerName}`, `${heading} von ${receipt.customerName}`),
    heading,
    facts: [
      ...paymentFacts(receipt, words),
      ...(reversal
        ? [
            [say('Reversed by', 'Storniert durch'), reversal.number] as const,
            [say('Reason', 'Grund'), reversal.reason] as const,
          ]
        : []),
      ...receipt.allocations.map(
        (a) =>
          [
            say(`Invoice ${a.invoiceNumber}`, `Rechnung ${a.invoiceNumber}`),
            say(`${money(a.amount)} is due again`, `${money(a.amount)} sind wieder offen`),
          ] as const,
      ),
    ],
    link: { label: say('Open the receipt', 'Zahlungseingang öffnen'), page: pageOf('receipt', receipt.id) },
    because: because(words),
  };
}

/**
 * The same to somebody who may not see receipts: which payment they were told of, where that led, and how much it was for the
 * projects that they run now.
 */
export function projectPaymentReversedEmail(
  receipt: ReceiptReversed,
  first: PaymentEmail,
  own: readonly PaidProject[],
  words: Words,
): EmailContent {
  const { say } = words;
  const { reversal } = receipt;
  const [, projectId] = /\/projects\/([^/?#]+)/.exec(first.link) ?? [];
  const heading = say(`Reversed: ${first.subject}`, `Storniert: ${first.subject}`);
  return {
    subject: heading,
    heading,
    facts: [
      ...paymentFacts(receipt, words),
      ...(reversal ? [[say('Reversed by', 'Storniert durch'), reversal.number] as const] : []),
      ...factsOf(own, receipt, words),
    ],
    link:
      projectId === undefined
        ? { label: say('Open Closeout', 'Closeout öffnen'), page: pageOf('dashboard') }
        : { label: say('Open the project', 'Projekt öffnen'), page: pageOf('project', projectId) },
    because: because(words),
  };
}
