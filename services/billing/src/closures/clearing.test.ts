import { expect, it } from '@jest/globals';
import { clearingOf, creditOf, sentence, stepAnswer, stepsOf } from './clearing.js';

const invoice = (no: number, milestoneId: string | null, billedMinor: bigint) => ({
  ...{ invoiceId: `i${no}`, number: `INV-${no}`, milestoneId, billedMinor, paidMinor: 0n },
});
const receipt = (no: number, milestoneId: string | null, tiedMinor: bigint, freeMinor = 0n) => ({
  ...{ receiptId: `r${no}`, number: `REC-${no}`, milestoneId, tiedMinor, freeMinor },
});

it('what clears a project is told step by step: its money, the customer’s credit, what has to be moved there first', () => {
  const figures = {
    projectId: 'p1',
    openInvoices: [invoice(1, 'm1', 10000n)],
    spareReceipts: [receipt(1, 'm2', 3000n), receipt(2, 'm1', 2000n, 1000n), receipt(3, null, 0n, 4000n)],
  };
  const clearing = clearingOf(figures);
  expect(creditOf(clearing)).toBe(5000n);
  const about = { invoiceId: 'i1', invoiceNumber: 'INV-1' };
  const by = (no: number) => ({ receiptId: `r${no}`, receiptNumber: `REC-${no}`, ...about });
  expect(stepsOf(clearing, figures).map((step) => stepAnswer(step, 'EUR'))).toEqual([
    { kind: 'SETTLE', amount: '20.00', ...by(2) },
    { kind: 'SETTLE_WITH_CREDIT', amount: '10.00', ...by(2) },
    { kind: 'SETTLE_WITH_CREDIT', amount: '40.00', ...by(3) },
    { kind: 'RELEASE_AND_SETTLE', amount: '30.00', ...by(1) },
  ]);
});

it('ways out are one sentence', () => {
  expect(sentence(['settle it', 'issue a receipt'])).toBe('Settle it; issue a receipt');
  expect(sentence([])).toBe('');
});
