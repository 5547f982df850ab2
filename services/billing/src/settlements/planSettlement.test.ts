import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { planClearing, planSettlement, type Debt, type Money } from './planSettlement.js';

const money = (receiptId: string, tiedMinor: bigint, more: Partial<Money> = {}): Money => ({
  ...{ receiptId, projectId: 'p', milestoneId: null, tiedMinor, freeMinor: 0n },
  ...more,
});
const debt = (invoiceId: string, dueMinor: bigint, more: Partial<Debt> = {}): Debt => ({
  ...{ invoiceId, projectId: 'p', milestoneId: null, dueMinor },
  ...more,
});
const told = (...plan: Parameters<typeof planSettlement>) =>
  planSettlement(...plan).map((each) => `${each.receiptId} ${each.invoiceId} ${each.amountMinor}`);

describe('A project’s money settles its invoices', () => {
  it('the oldest first, as far as it goes', () => {
    expect(told([money('r1', 60n), money('r2', 100n)], [debt('i1', 100n), debt('i2', 100n)])).toEqual([
      'r1 i1 60',
      'r2 i1 40',
      'r2 i2 60',
    ]);
    expect(told([], [debt('i1', 1n)])).toEqual([]);
    expect(told([money('r1', 1n)], [])).toEqual([]);
  });

  it('of a milestone those of that milestone first, so that nothing stays due for which there is money', () => {
    const m1 = { milestoneId: 'm1' };
    const m2 = { milestoneId: 'm2' };
    expect(
      told([money('r1', 100n), money('r2', 100n, m1)], [debt('i1', 100n), debt('i2', 100n, m2)]),
    ).toEqual(['r2 i1 100', 'r1 i2 100']);
    expect(told([money('r', 100n, m1)], [debt('i1', 30n), debt('i2', 30n, m1), debt('i3', 50n, m2)])).toEqual(
      ['r i2 30', 'r i1 30'],
    );
  });

  it('and the customer’s credit whatever is left', () => {
    const receipts = [money('r1', 50n, { freeMinor: 30n }), money('r2', 0n, { freeMinor: 100n })];
    expect(told(receipts, [debt('i1', 70n), debt('i2', 40n, { projectId: null })])).toEqual([
      'r1 i1 70',
      'r1 i2 10',
      'r2 i2 30',
    ]);
  });
});

describe('A project is cleared', () => {
  const clear = (...args: Parameters<typeof planClearing>) => {
    const { settled, released } = planClearing(...args);
    const show = (steps: typeof settled) =>
      steps.map((each) => `${each.receiptId} ${each.invoiceId} ${each.amountMinor}/${each.fromFreeMinor}`);
    return { settled: show(settled), released: show(released) };
  };
  const [m1, m2] = [{ milestoneId: 'm1' }, { milestoneId: 'm2' }];

  it('with its own money, then with what of it is tied elsewhere, and only then with the customer’s credit', () => {
    const receipts = [money('r1', 20n, { ...m1, freeMinor: 5n }), money('r2', 30n, m2)];
    const credit = money('r3', 0n, { freeMinor: 100n });
    expect(clear([...receipts, credit], [debt('i', 90n, m1)])).toEqual({
      settled: ['r1 i 25/5', 'r3 i 35/35'],
      released: ['r2 i 30/0'],
    });
  });

  it('beside others, each with its own money', () => {
    const receipts = [
      money('r1', 40n),
      money('r2', 40n, { projectId: 'q' }),
      money('r3', 0n, { freeMinor: 100n }),
    ];
    const debts = [
      debt('i1', 40n),
      debt('i2', 50n, { projectId: 'q' }),
      debt('i3', 20n, { projectId: null }),
    ];
    expect(clear(receipts, debts)).toEqual({
      settled: ['r1 i1 40/0', 'r2 i2 40/0', 'r3 i2 10/10', 'r3 i3 20/20'],
      released: [],
    });
  });

  it('without touching the customer’s credit where its own money is enough', () => {
    const receipts = [money('r1', 90n, m2), money('r2', 0n, { freeMinor: 100n })];
    expect(clear(receipts, [debt('i', 90n, m1)])).toEqual({ settled: [], released: ['r1 i 90/0'] });
  });
});

it('nothing is settled by more than it is due or there is, or by money that is not for it; and no more could have been', () => {
  const milestone = fc.constantFrom(null, 'm1', 'm2');
  const minor = fc.bigInt(0n, 10n);
  fc.assert(
    fc.property(
      fc.array(fc.record({ milestoneId: milestone, tiedMinor: minor }), { maxLength: 5 }),
      fc.array(fc.record({ milestoneId: milestone, dueMinor: minor }), { maxLength: 5 }),
      (receipts, invoices) => {
        const all = receipts.map(({ tiedMinor, ...more }, no) => money(`r${no}`, tiedMinor, more));
        const debts = invoices.map(({ dueMinor, ...more }, no) => debt(`i${no}`, dueMinor, more));
        const left = new Map(all.map((each) => [each.receiptId, each.tiedMinor]));
        const due = new Map(debts.map((each) => [each.invoiceId, each.dueMinor]));
        const fits = (a: Money, b: Debt) =>
          a.milestoneId === null || b.milestoneId === null || a.milestoneId === b.milestoneId;
        for (const { receiptId, invoiceId, amountMinor } of planSettlement(all, debts)) {
          expect(amountMinor).toBeGreaterThan(0n);
          expect(
            fits(
              all.find((each) => each.receiptId === receiptId)!,
              debts.find((each) => each.invoiceId === invoiceId)!,
            ),
          ).toBe(true);
          left.set(receiptId, left.get(receiptId)! - amountMinor);
          due.set(invoiceId, due.get(invoiceId)! - amountMinor);
        }
        for (const rest of [...left.values(), ...due.values()]) expect(rest).toBeGreaterThanOrEqual(0n);
        // Money that is left and an invoice that is due never fit together.
        for (const a of all)
          for (const b of debts)
            expect(fits(a, b) && left.get(a.receiptId)! > 0n && due.get(b.invoiceId)! > 0n).toBe(false);
      },
    ),
  );
});
