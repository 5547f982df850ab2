import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decideCredit } from '../creditNotes/creditNote.js';
import { anIssuedInvoice } from '../../test/support/anIssuedInvoice.js';
import { placesOf } from '../receipts/projectShares.js';
import { priceLines } from '../invoices/totals.js';
import { anAllocation, anIssuedReceipt } from '../../test/support/anIssuedReceipt.js';
import {
  postAllocation,
  postCreditNote,
  postInvoice,
  postReceipt,
  postRefund,
  postRelease,
  postReversal,
  type PostingLine,
} from './posting.js';

const told = (lines: readonly PostingLine[]): string[] =>
  lines.map((line) => `${line.account} ${line.debit} ${line.credit}`);

function expectBalanced(lines: readonly PostingLine[]): void {
  const sum = (side: 'debit' | 'credit') => lines.reduce((total, line) => total + line[side], 0n);
  expect(sum('debit')).toBe(sum('credit'));
  expect(
    lines.every(
      (line) => (line.debit === 0n) !== (line.credit === 0n) && line.debit >= 0n && line.credit >= 0n,
    ),
  ).toBe(true);
}

const released = (amountMinor: bigint) => [{ projectId: null, milestoneId: null, amountMinor }];

describe('postings', () => {
  const invoice = anIssuedInvoice(
    [],
    priceLines(
      [
        { description: 'a', quantity: '1', unitPrice: '100', taxRate: '19' },
        { description: 'b', quantity: '1', unitPrice: '50', taxRate: '0' },
      ],
      'EUR',
    ),
  );

  it('are those of the domain model', () => {
    expect(told(postInvoice(invoice))).toEqual(['RECEIVABLE 16900 0', 'REVENUE 0 15000', 'VAT 0 1900']);
    const receipt = anIssuedReceipt(20000n, { allocations: [anAllocation('i', 16900n)] });
    expect(told(postReceipt(receipt))).toEqual([
      'BANK 20000 0',
      'RECEIVABLE 0 16900',
      'CUSTOMER_ADVANCES 0 3100',
    ]);
    expect(told(postReversal(receipt, placesOf(receipt)))).toEqual([
      'BANK 0 20000',
      'RECEIVABLE 16900 0',
      'CUSTOMER_ADVANCES 3100 0',
    ]);
    expect(told(postAllocation(receipt, anAllocation('i', 100n)))).toEqual([
      'CUSTOMER_ADVANCES 100 0',
      'RECEIVABLE 0 100',
    ]);
    const credit = { ...decideCredit(invoice, undefined), projectId: null, milestoneId: null };
    expect(told(postCreditNote(credit, []))).toEqual(['REVENUE 15000 0', 'VAT 1900 0', 'RECEIVABLE 0 16900']);
    expect(told(postCreditNote(credit, released(6900n)))).toEqual([
      'REVENUE 15000 0',
      'VAT 1900 0',
      'RECEIVABLE 0 10000',
      'CUSTOMER_ADVANCES 0 6900',
    ]);
  });

  it('balance, whatever is issued', () => {
    const prices = fc.array(
      fc.record({ cents: fc.nat({ max: 100_000 }), taxRate: fc.constantFrom('0', '7', '19') }),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(prices, fc.nat({ max: 100 }), (lines, percent) => {
        const drafts = lines.map(({ cents, taxRate }) => ({
          description: 'x',
          quantity: '1',
          unitPrice: (cents / 100).toFixed(2),
          taxRate,
        }));
        const issued = anIssuedInvoice([], priceLines(drafts, 'EUR'));
        expectBalanced(postInvoice(issued));
        const part = (issued.grossMinor * BigInt(percent)) / 100n;
        const allocations = part > 0n ? [anAllocation('i', part)] : [];
        expectBalanced(postReceipt(anIssuedReceipt(issued.grossMinor + 1n, { allocations })));
        if (issued.netMinor === 0n) return;
        const credit = { ...decideCredit(issued, undefined), projectId: null, milestoneId: null };
        expectBalanced(postCreditNote(credit, released(part)));
      }),
    );
  });

  it('that do not balance are never written', () => {
    expect(() => postInvoice({ ...invoice, grossMinor: 1n })).toThrow('out of balance');
  });

  it('of a refund and a release take from the pots that the money lies in', () => {
    const project = { projectId: 'p1', milestoneId: 'm1' };
    const places = (lines: readonly PostingLine[]) =>
      lines.map(({ account, debit, credit, projectId }) => `${account} ${debit} ${credit} ${projectId}`);
    const refund = postRefund({ ...project, amountMinor: 150n, fromFreeMinor: 50n });
    expectBalanced(refund);
    expect(places(refund)).toEqual([
      'CUSTOMER_ADVANCES 100 0 p1',
      'CUSTOMER_ADVANCES 50 0 null',
      'BANK 0 100 p1',
      'BANK 0 50 null',
    ]);
    const release = postRelease(project, 30n);
    expectBalanced(release);
    expect(places(release)).toEqual(['CUSTOMER_ADVANCES 30 0 p1', 'CUSTOMER_ADVANCES 0 30 null']);
    const allocation = anAllocation('i', 80n, { ...project, fromFreeMinor: 60n });
    expect(places(postAllocation(project, allocation))).toEqual([
      'CUSTOMER_ADVANCES 20 0 p1',
      'CUSTOMER_ADVANCES 60 0 null',
      'RECEIVABLE 0 80 p1',
    ]);
    const receipt = anIssuedReceipt(100n, { ...project, freeMinor: 40n, releasedMinor: 40n });
    expect(places(postReversal(receipt, [{ ...project, amountMinor: 100n }]))).toEqual([
      'BANK 0 100 p1',
      'CUSTOMER_ADVANCES 60 0 p1',
      'CUSTOMER_ADVANCES 40 0 null',
    ]);
  });
});
