import { describe, expect, it } from '@jest/globals';
import type { DomainError } from '@closeout/contracts/errors';
import fc from 'fast-check';
import { anIssuedInvoice } from '../../test/support/anIssuedInvoice.js';
import type { IssuedInvoice } from '../invoices/invoice.js';
import { checkPlan, checkSettles, potsOf, sumOf, unallocatedOf, type Receipt } from './receipt.js';
import { anAllocation, anIssuedReceipt } from '../../test/support/anIssuedReceipt.js';
import { releaseOverpaid } from './release.js';

describe('a receipt may settle an invoice', () => {
  const receipt = anIssuedReceipt(500n);

  const ofProject = { projectId: 'p1', milestoneId: null };
  const ofMilestone = { projectId: 'p1', milestoneId: 'm1' };
  const ofNone = { projectId: null, milestoneId: null };

  it.each<[string, Partial<Receipt>, Partial<IssuedInvoice>, bigint, string | null]>([
    ['of the same customer and currency, up to what is due', {}, ofMilestone, 100n, null],
    ['of its own project', ofProject, ofProject, 100n, null],
    ['of any milestone of its own project', ofProject, ofMilestone, 100n, null],
    ['of its own milestone', ofMilestone, ofMilestone, 1n, null],
    ['of its own project as a whole, though it names a milestone', ofMilestone, ofProject, 1n, null],
    ['not of another customer', { customerId: 'other' }, ofNone, 1n, 'allocation-mismatch'],
    ['not in another currency', { currency: 'USD' }, ofNone, 1n, 'currency-mismatch'],
    ['not of another project', { projectId: 'p2' }, ofProject, 1n, 'allocation-mismatch'],
    ['not of no project, when it names one', ofProject, ofNone, 1n, 'allocation-mismatch'],
    ['not of no project, when it names a milestone', ofMilestone, ofNone, 1n, 'allocation-mismatch'],
    ['not of another milestone', { ...ofProject, milestoneId: 'm2' }, ofMilestone, 1n, 'allocation-mismatch'],
    ['not beyond what is due', {}, ofNone, 101n, 'allocation-exceeds-due'],
  ])('%s', (_what, own, its, amount, code) => {
    const attempt = () => checkSettles({ ...receipt, ...own }, anIssuedInvoice([100n], its), amount);
    if (code === null) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(code);
  });

  it('and who is refused is told how to split the payment', () => {
    const told = (more: Partial<Receipt>, amountMinor: bigint): DomainError | null => {
      try {
        checkSettles({ ...receipt, ...ofMilestone, ...more }, anIssuedInvoice([100n], ofNone), amountMinor);
      } catch (error) {
        return error as DomainError;
      }
      return null;
    };
    expect(told({ status: 'DRAFT' }, 100n)).toMatchObject({
      detail:
        'Invoice INV-2026-0001 is for no project: a receipt that names a project settles invoices of that project only. ' +
        'Enter the payment as two receipts: 1.00 for no project, which settles INV-2026-0001, and 4.00 as before.',
      extra: {
        split: [
          { ...ofNone, amount: '1.00' },
          { ...ofMilestone, amount: '4.00' },
        ],
      },
    });
    expect(told({ amountMinor: 100n }, 100n)).toMatchObject({
      detail: expect.stringMatching(
        /Move 1\.00 to the customer’s credit first, .* Or reverse the receipt first\. Enter the payment for no project instead\.$/,
      ),
      extra: { release: '1.00', split: [{ ...ofNone, amount: '1.00' }] },
    });
  });

  it('takes what is for the project first, then the customer’s credit, which settles anything', () => {
    const some = { ...receipt, ...ofProject, amountMinor: 100n, freeMinor: 60n, releasedMinor: 60n };
    const taken = (invoice: Partial<IssuedInvoice>, amount: bigint) =>
      checkSettles(some, anIssuedInvoice([100n], invoice), amount, potsOf(some));
    expect(taken(ofProject, 30n)).toEqual({ tiedMinor: 30n, freeMinor: 0n });
    expect(taken(ofMilestone, 70n)).toEqual({ tiedMinor: 40n, freeMinor: 30n });
    expect(taken(ofNone, 60n)).toEqual({ tiedMinor: 0n, freeMinor: 60n });
    expect(() => taken(ofNone, 61n)).toThrow('allocation-mismatch');
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
