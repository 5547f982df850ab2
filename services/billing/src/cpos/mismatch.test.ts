import { describe, expect, it } from '@jest/globals';
import { aCpo } from '../../test/support/aCpo.js';
import type { Cpo, Mismatch } from './cpo.js';
import { countsMinor, differenceOf, differs, drawdownOf, mismatchOf, review } from './mismatch.js';

const drawn = (invoicedMinor: bigint, receivedMinor: bigint, invoiceLeg = true) => ({
  ...{ invoicedMinor, receivedMinor, invoiceLeg },
});
/** A finalized order over 80.00. */
const finalized = (drawdown: Cpo['drawdown'], status?: Mismatch['status'], at = drawdown): Cpo => {
  const cpo = aCpo({ status: status === 'REPORTED' ? 'DIRECTION_PENDING' : 'FINALIZED', drawdown });
  return { ...cpo, mismatch: status ? mismatchOf({ ...cpo, drawdown: at }, status) : null };
};

it('ordered, invoiced and received agree only when all three are the same', () => {
  expect(differs(finalized(drawn(8000n, 8000n)))).toBe(false);
  expect(differs(finalized(drawn(7500n, 7500n)))).toBe(true);
  expect(differs(finalized(drawn(8000n, 7999n)))).toBe(true);
  // Collected by receipts alone.
  expect(differs(finalized(drawn(0n, 8000n, false)))).toBe(false);
  expect(differs(finalized(drawn(0n, 7000n, false)))).toBe(true);
});

it('the difference is that of the invoices, and of the money where the invoices agree', () => {
  const of = (invoiced: bigint, received: bigint, leg = true) =>
    differenceOf(mismatchOf(finalized(drawn(invoiced, received))), leg);
  expect(of(7500n, 7000n)).toBe(500n);
  expect(of(8000n, 7000n)).toBe(1000n);
  expect(of(9000n, 8000n)).toBe(-1000n);
  expect(of(0n, 7000n, false)).toBe(1000n);
});

it('counts as ordered, and where a mismatch was accepted as invoiced', () => {
  expect(countsMinor(finalized(drawn(7500n, 7500n)))).toBe(8000n);
  expect(countsMinor(finalized(drawn(7500n, 7500n), 'FOUND'))).toBe(8000n);
  expect(countsMinor(finalized(drawn(7500n, 7500n), 'ACCEPTED'))).toBe(7500n);
  expect(countsMinor(finalized(drawn(0n, 7000n, false), 'ACCEPTED'))).toBe(7000n);
});

it('an order has its share of its project, and without one what names it', () => {
  const pinned = { invoicedMinor: 10n, receivedMinor: 5n };
  const share = { invoicedMinor: 30n, receivedMinor: 7n };
  expect(drawdownOf(pinned, undefined, undefined)).toEqual(drawn(10n, 5n));
  expect(drawdownOf(pinned, share, { ...share, hasInvoices: true })).toEqual(drawn(30n, 7n));
  const collected = { invoicedMinor: 0n, receivedMinor: 7n };
  expect(drawdownOf(pinned, collected, { ...collected, hasInvoices: false })).toEqual(drawn(0n, 7n, false));
  // Its invoices were credited: what was paid of them is the customer’s.
  expect(drawdownOf(pinned, collected, { ...collected, hasInvoices: true })).toEqual(drawn(0n, 7n));
  const none = { invoicedMinor: 0n, receivedMinor: 0n };
  expect(drawdownOf(pinned, none, { ...none, hasInvoices: false })).toEqual(drawn(0n, 0n));
  // The other order has all of the project's invoices.
  expect(drawdownOf(none, collected, { invoicedMinor: 10n, receivedMinor: 7n, hasInvoices: true })).toEqual(
    drawn(0n, 7n),
  );
});

describe('a review, after the figures changed,', () => {
  it('leaves alone what is not finalized', () => {
    for (const status of ['OPEN', 'DIRECTION_PENDING', 'CANCELLED'] as const)
      expect(review(aCpo({ status, drawdown: drawn(1n, 1n) }))).toBeNull();
  });

  it('finds a mismatch that there was not, and resolves one that is gone', () => {
    expect(review(finalized(drawn(8000n, 8000n)))).toBeNull();
    expect(review(finalized(drawn(8000n, 0n)))).toMatchObject({
      status: 'FINALIZED',
      mismatch: { status: 'FOUND', receivedMinor: 0n },
      said: 'cpoMismatchFound',
    });
    for (const status of ['FOUND', 'REPORTED', 'ACCEPTED'] as const) {
      expect(review(finalized(drawn(8000n, 8000n), status, drawn(8000n, 100n)))).toEqual(
        status === 'ACCEPTED' ? null : { status: 'FINALIZED', mismatch: null, said: 'cpoMismatchResolved' },
      );
    }
    expect(review(finalized(drawn(8000n, 8000n), 'ACCEPTED', drawn(7500n, 7500n)))).toMatchObject({
      mismatch: null,
    });
  });

  it('moves the figures of one that is known, and tells direction of one that it is to decide on', () => {
    expect(review(finalized(drawn(7500n, 0n), 'FOUND'))).toBeNull();
    expect(review(finalized(drawn(7500n, 100n), 'FOUND', drawn(7500n, 0n)))).toMatchObject({
      mismatch: { status: 'FOUND', receivedMinor: 100n },
      said: null,
    });
    expect(review(finalized(drawn(7500n, 100n), 'REPORTED', drawn(7500n, 0n)))).toMatchObject({
      status: 'DIRECTION_PENDING',
      mismatch: { status: 'REPORTED', receivedMinor: 100n },
      said: 'cpoMismatchReported',
    });
  });

  it('keeps an acceptance while what was invoiced is paid, and no longer', () => {
    const accepted = (now: Cpo['drawdown'], at = drawn(7500n, 5000n)) =>
      review(finalized(now, 'ACCEPTED', at))?.said ?? 'stands';
    expect(accepted(drawn(7500n, 5000n))).toBe('stands');
    expect(accepted(drawn(7500n, 6000n))).toBe('stands');
    expect(accepted(drawn(7500n, 7500n))).toBe('stands');
    expect(accepted(drawn(7500n, 7501n))).toBe('cpoMismatchFound');
    expect(accepted(drawn(7500n, 4999n))).toBe('cpoMismatchFound');
    expect(accepted(drawn(7400n, 5000n))).toBe('cpoMismatchFound');
    // Paid too much when it was accepted: what is refunded brings the two together.
    for (const received of [8000n, 7600n, 7500n])
      expect(accepted(drawn(7500n, received), drawn(7500n, 8000n))).toBe('stands');
    for (const received of [8001n, 7499n])
      expect(accepted(drawn(7500n, received), drawn(7500n, 8000n))).toBe('cpoMismatchFound');
    expect(accepted(drawn(0n, 7000n, false), drawn(0n, 7000n, false))).toBe('stands');
    expect(accepted(drawn(0n, 7100n, false), drawn(0n, 7000n, false))).toBe('cpoMismatchFound');
  });
});
