import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anIssuedInvoice } from '../../test/support/anIssuedInvoice.js';
import { projectShares, receivedChanges } from './projectShares.js';
import { checkPlan, checkSettles, sumOf, unallocatedOf, type Receipt } from './receipt.js';
import { anAllocation, anIssuedReceipt } from '../../test/support/anIssuedReceipt.js';
import { releaseOverpaid } from './release.js';

describe('a receipt may settle an invoice', () => {
  const invoice = anIssuedInvoice([100n], { projectId: 'p1', milestoneId: 'm1' });
  const receipt = anIssuedReceipt(500n);

  it.each<[string, Partial<Receipt>, bigint, string | null]>([
    ['of the same customer and currency, up to what is due', {}, 100n, null],
    ['of its own project', { projectId: 'p1' }, 100n, null],
    ['of its own milestone', { projectId: 'p1', milestoneId: 'm1' }, 1n, null],
    ['not of another customer', { customerId: 'other' }, 1n, 'allocation-mismatch'],
    ['not in another currency', { currency: 'USD' }, 1n, 'currency-mismatch'],
    ['not of another project', { projectId: 'p2' }, 1n, 'allocation-mismatch'],
    ['not of another milestone', { projectId: 'p1', milestoneId: 'm2' }, 1n, 'allocation-mismatch'],
    ['not beyond what is due', {}, 101n, 'allocation-exceeds-due'],
  ])('%s', (_what, more, amount, code) => {
    const attempt = () => checkSettles({ ...receipt, ...more }, invoice, amount);
    if (code === null) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(code);
  });

  it('that names no project, whatever its own is', () => {
    expect(() =>
      checkSettles({ ...receipt, projectId: 'p2', milestoneId: 'm2' }, anIssuedInvoice([100n]), 100n),
    ).not.toThrow();
  });

  it('but plans no more than it has, and each invoice once', () => {
    const plan = [
      { invoiceId: 'a', amountMinor: 60n },
      { invoiceId: 'b', amountMinor: 40n },
    ];
    expect(() => checkPlan(100n, plan, 'EUR')).not.toThrow();
    expect(() => checkPlan(99n, plan, 'EUR')).toThrow('allocation-exceeds-receipt');
    expect(() => checkPlan(100n, [...plan, { invoiceId: 'a', amountMinor: 0n }], 'EUR')).toThrow(
      'allocation-repeated',
    );
  });
});

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
        expect(shares.every((share) => share.amountMinor > 0n)).toBe(true);
        expect(new Set(shares.map((share) => `${share.projectId} ${share.milestoneId}`)).size).toBe(
          shares.length,
        );
        expect(projectShares({ ...receipt, status: 'REVERSED' })).toEqual([]);
      }),
    );
  });

  it('and is taken back whole by a reversal', () => {
    fc.assert(
      fc.property(receipts, (receipt) => {
        const received = receivedChanges([
          { before: null, after: receipt },
          { before: receipt, after: { ...receipt, status: 'REVERSED' } },
        ]);
        for (const amount of received.values()) expect(amount).toBe(0n);
      }),
    );
  });
});

describe('what was paid too much', () => {
  it('is released exactly, the latest receipt first, and stays with the receipts', () => {
    const paid = fc.array(fc.bigInt({ min: 1n, max: 1000n }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(paid, fc.integer({ min: 0, max: 100 }), (amounts, percent) => {
        const all = amounts.map((amount, index) =>
          anIssuedReceipt(amount + 5n, {
            id: `r${index}`,
            issuedAt: new Date(Date.UTC(2026, 0, 1 + index)),
            allocations: [anAllocation('i', amount), anAllocation('other', 1n)],
          }),
        );
        const total = amounts.reduce((a, b) => a + b, 0n);
        const overpaid = (total * BigInt(percent)) / 100n;
        const releases = releaseOverpaid(all, 'i', overpaid, new Date());
        expect(sumOf(releases)).toBe(overpaid);
        for (const { receipt, after, amountMinor } of releases) {
          expect(unallocatedOf(after)).toBe(unallocatedOf(receipt) + amountMinor);
          expect(after.allocations.every((allocation) => allocation.amountMinor > 0n)).toBe(true);
          expect(after.version).toBe(receipt.version + 1);
        }
        const order = releases.map(({ receipt }) => receipt.issuedAt!.getTime());
        expect(order).toEqual([...order].sort((a, b) => b - a));
      }),
    );
  });

  it('cannot be more than was paid', () => {
    expect(() => releaseOverpaid([], 'i', 1n, new Date())).toThrow('paid by more');
  });
});
