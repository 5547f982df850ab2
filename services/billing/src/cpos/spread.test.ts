import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spread, type SpreadOrder, type Sums } from './spread.js';

const nothing: Sums = { invoicedMinor: 0n, receivedMinor: 0n };
const order = (id: string, amountMinor: bigint, more: Partial<SpreadOrder> = {}): SpreadOrder => ({
  ...{ id, amountMinor, pinned: nothing, accepted: null },
  ...more,
});
const drawn = (invoicedMinor: bigint, receivedMinor: bigint): Sums => ({ invoicedMinor, receivedMinor });
const shares = (orders: SpreadOrder[], project: Sums) =>
  [...spread(orders, project).values()].map(({ invoicedMinor, receivedMinor }) => [
    invoicedMinor,
    receivedMinor,
  ]);

describe('What names no order is spread over the orders of its project', () => {
  const two = [order('old', 1000n), order('young', 500n)];

  it.each([
    ['one invoice over both, paid', drawn(1500n, 1500n), [1000n, 1000n], [500n, 500n]],
    ['the oldest is filled first', drawn(1200n, 700n), [1000n, 700n], [200n, 0n]],
    ['what is beyond all of them is the youngest’s', drawn(1700n, 1600n), [1000n, 1000n], [700n, 600n]],
    ['receipts without any invoice', drawn(0n, 1100n), [0n, 1000n], [0n, 100n]],
    ['an advance, before it is invoiced', drawn(100n, 1100n), [100n, 1000n], [0n, 100n]],
  ])('%s', (_what, project, old, young) => {
    expect(shares(two, project)).toEqual([old, young]);
  });

  it('beside what names one: that is its order’s, with the money that settles it', () => {
    const pinned = [order('old', 1000n), order('young', 500n, { pinned: drawn(400n, 400n) })];
    expect(shares(pinned, drawn(1500n, 1500n))).toEqual([
      [1000n, 1000n],
      [500n, 500n],
    ]);
    // More was invoiced against the young one than it amounts to: that is seen there.
    const over = [order('old', 1000n), order('young', 500n, { pinned: drawn(700n, 0n) })];
    expect(shares(over, drawn(1500n, 100n))).toEqual([
      [800n, 100n],
      [700n, 0n],
    ]);
  });

  it('money follows the invoice that it pays, not the oldest order’s that is not paid', () => {
    const pinned = [order('old', 1000n, { pinned: drawn(1000n, 0n) }), order('young', 500n)];
    expect(shares(pinned, drawn(1500n, 500n))).toEqual([
      [1000n, 0n],
      [500n, 500n],
    ]);
  });

  it('an order that was accepted with less takes no more', () => {
    const accepted = [
      order('old', 1000n, { pinned: drawn(800n, 800n), accepted: drawn(800n, 800n) }),
      order('young', 500n),
    ];
    expect(shares(accepted, drawn(1300n, 1300n))).toEqual([
      [800n, 800n],
      [500n, 500n],
    ]);
  });
});

const minor = fc.bigInt(0n, 2000n);
/** Of what was invoiced, a part is paid. */
const sums = fc
  .tuple(minor, minor)
  .map(([invoicedMinor, some]) => drawn(invoicedMinor, some < invoicedMinor ? some : invoicedMinor));
const orders = fc.array(
  fc.record({
    amountMinor: minor,
    pinned: fc.oneof(fc.constant(nothing), sums),
    accepted: fc.option(sums, { nil: null, freq: 4 }),
  }),
  { minLength: 1, maxLength: 5 },
);
const anyProject = fc
  .record({ orders, unnamed: sums, advance: fc.oneof(fc.constant(0n), minor) })
  .map((any) => {
    const named = any.orders.map((each, n): SpreadOrder => ({ id: `${n}`, ...each }));
    const total = (of: (pinned: Sums) => bigint) => named.reduce((sum, { pinned }) => sum + of(pinned), 0n);
    return {
      orders: named,
      project: drawn(
        total((pinned) => pinned.invoicedMinor) + any.unnamed.invoicedMinor,
        total((pinned) => pinned.receivedMinor) + any.unnamed.receivedMinor + any.advance,
      ),
    };
  });
const sumOf = (all: Iterable<Sums>): Sums =>
  [...all].reduce(
    (sum, each) => drawn(sum.invoicedMinor + each.invoicedMinor, sum.receivedMinor + each.receivedMinor),
    nothing,
  );

describe('Whatever was ordered, invoiced and paid,', () => {
  it('the orders have together what the project has, and each what names it', () => {
    fc.assert(
      fc.property(anyProject, ({ orders: all, project }) => {
        const found = spread(all, project);
        expect(sumOf(found.values())).toEqual(project);
        for (const { id, pinned } of all) {
          expect(found.get(id)!.invoicedMinor >= pinned.invoicedMinor).toBe(true);
          expect(found.get(id)!.receivedMinor >= pinned.receivedMinor).toBe(true);
        }
      }),
    );
  });

  it('a younger order has nothing that names none while an older one has room', () => {
    fc.assert(
      fc.property(anyProject, ({ orders: all, project }) => {
        const found = spread(all, project);
        const hasRoom = ({ id, amountMinor, accepted }: SpreadOrder) =>
          found.get(id)!.invoicedMinor < (accepted?.invoicedMinor ?? amountMinor);
        const firstWithRoom = all.findIndex(hasRoom);
        if (firstWithRoom < 0) return;
        for (const { id, pinned } of all.slice(firstWithRoom + 1))
          expect(found.get(id)!.invoicedMinor).toBe(pinned.invoicedMinor);
      }),
    );
  });

  it('accepting the mismatch of an order moves nothing, of this order or of another', () => {
    fc.assert(
      fc.property(anyProject, fc.nat(), ({ orders: all, project }, which) => {
        const before = spread(all, project);
        const { id } = all[which % all.length]!;
        const accepted = all.map((each) => (each.id === id ? { ...each, accepted: before.get(id)! } : each));
        expect(spread(accepted, project)).toEqual(before);
      }),
    );
  });

  it('orders that are invoiced and paid in full agree, each of them, unless one is named beyond its amount', () => {
    fc.assert(
      fc.property(anyProject, ({ orders: all }) => {
        const agreeing = all.map(({ pinned, accepted: _, ...each }): SpreadOrder => {
          const named = pinned.invoicedMinor < each.amountMinor ? pinned.invoicedMinor : each.amountMinor;
          return { ...each, accepted: null, pinned: drawn(named, named) };
        });
        const total = agreeing.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
        const found = spread(agreeing, drawn(total, total));
        for (const { id, amountMinor } of agreeing)
          expect(found.get(id)).toEqual(drawn(amountMinor, amountMinor));
      }),
    );
  });
});
