import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anAllocation, anIssuedReceipt } from '../../test/support/anIssuedReceipt.js';
import { placesOf, projectShares, receivedChanges } from './projectShares.js';
import { sumOf } from './receipt.js';

const place = fc.constantFrom(
  { projectId: null, milestoneId: null },
  { projectId: 'p1', milestoneId: null },
  { projectId: 'p1', milestoneId: 'm1' },
  { projectId: 'p2', milestoneId: null },
);
const receipts = fc
  .record({
    own: place,
    parts: fc.array(fc.record({ at: place, amount: fc.bigInt({ min: 1n, max: 1000n }) }), { maxLength: 5 }),
    left: fc.bigInt({ min: 0n, max: 1000n }),
  })
  .map(({ own, parts, left }) => {
    const allocations = parts.map(({ at, amount }, index) => anAllocation(`i${index}`, amount, at));
    return anIssuedReceipt(sumOf(allocations) + left + 1n, { ...own, allocations });
  });

describe('what a receipt gives to projects', () => {
  it('is never more than the receipt, and all of it when it names a project', () => {
    fc.assert(
      fc.property(receipts, (receipt) => {
        const shares = projectShares(receipt);
        const total = sumOf(shares);
        expect(total <= receipt.amountMinor).toBe(true);
        if (receipt.projectId !== null) expect(total).toBe(receipt.amountMinor);
        expect(sumOf(placesOf(receipt))).toBe(receipt.amountMinor);
        expect(shares.every((share) => share.amountMinor > 0n)).toBe(true);
        expect(new Set(shares.map((share) => `${share.projectId} ${share.milestoneId}`)).size).toBe(
          shares.length,
        );
        expect(projectShares({ ...receipt, status: 'REVERSED' })).toEqual([]);
      }),
    );
  });

  it('is what settles an invoice, where the invoice belongs, and what is left, where the receipt says', () => {
    const p1 = { projectId: 'p1', milestoneId: null };
    const m1 = { projectId: 'p1', milestoneId: 'm1' };
    const allocations = [anAllocation('a', 300n, p1), anAllocation('b', 50n, m1)];
    expect(projectShares(anIssuedReceipt(1000n, { ...m1, allocations }))).toEqual([
      { ...p1, amountMinor: 300n },
      { ...m1, amountMinor: 700n },
    ]);
    expect(projectShares(anIssuedReceipt(1000n, { allocations }))).toEqual([
      { ...p1, amountMinor: 300n },
      { ...m1, amountMinor: 50n },
    ]);
  });

  it('and is taken back whole by a reversal', () => {
    fc.assert(
      fc.property(receipts, (receipt) => {
        const received = receivedChanges([
          { before: null, after: receipt },
          { before: receipt, after: { ...receipt, status: 'REVERSED' } },
        ]);
        expect([...received]).toEqual([]);
      }),
    );
  });
});
