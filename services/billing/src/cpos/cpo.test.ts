import { describe, expect, it } from '@jest/globals';
import { aCpo } from '../../test/support/aCpo.js';
import {
  assertCan,
  assertInvoiceable,
  assertNotInvoiced,
  openActions,
  transitions,
  type Cpo,
} from './cpo.js';
import { mismatchOf } from './mismatch.js';

const mismatched = (status: 'FOUND' | 'REPORTED' | 'ACCEPTED' | 'REJECTED') => mismatchOf(aCpo(), status);

/** Every situation that an order can be in, and everything that is possible then. */
const situations: [string, Partial<Cpo>, string[]][] = [
  ['open', {}, ['versions', 'link', 'invoice', 'finalize', 'cancel']],
  [
    'open again, its mismatch rejected',
    { mismatch: mismatched('REJECTED') },
    ['versions', 'link', 'invoice', 'finalize', 'cancel'],
  ],
  [
    'with a version that waits',
    { status: 'DIRECTION_PENDING' },
    ['versions/approve', 'versions/reject', 'link', 'invoice'],
  ],
  ['finalized', { status: 'FINALIZED' }, ['reopen']],
  ['finalized, and accepted', { status: 'FINALIZED', mismatch: mismatched('ACCEPTED') }, ['reopen']],
  [
    'finalized, and not agreeing',
    { status: 'FINALIZED', mismatch: mismatched('FOUND') },
    ['mismatch/report', 'reopen'],
  ],
  [
    'reported',
    { status: 'DIRECTION_PENDING', mismatch: mismatched('REPORTED') },
    ['mismatch/accept', 'mismatch/reject'],
  ],
  ['cancelled', { status: 'CANCELLED' }, []],
];

describe.each(situations)('an order that is %s', (_what, change, possible) => {
  const cpo = aCpo(change);

  it('allows what the table says, and nothing else', () => {
    expect(openActions(cpo).map(({ action }) => action)).toEqual(possible);
    for (const { action, to } of transitions) {
      if (possible.includes(action)) expect(assertCan(cpo, action)).toBe(to ?? cpo.status);
      else expect(() => assertCan(cpo, action)).toThrow(/transition-not-allowed/);
    }
  });

  it('takes an invoice only where that is among it', () => {
    if (possible.includes('invoice')) expect(() => assertInvoiceable(cpo)).not.toThrow();
    else expect(() => assertInvoiceable(cpo)).toThrow(/cpo-not-open/);
  });
});

it('a refusal says what is possible, and who may', () => {
  expect(() => assertCan(aCpo({ status: 'DIRECTION_PENDING' }), 'finalize')).toThrow(
    /a version waits: “finalize” is not possible\. Possible now: versions\/approve \(cpos\.direction\)/,
  );
  expect(() => assertCan(aCpo({ status: 'CANCELLED' }), 'reopen')).toThrow(/Nothing is possible any more/);
});

it('what was invoiced stands in the way of cancelling, until it is credited', () => {
  expect(() => assertNotInvoiced(aCpo({ pinnedMinor: 1n }), 'cancelled')).toThrow(/0\.01 EUR are invoiced/);
  expect(() => assertNotInvoiced(aCpo(), 'cancelled')).not.toThrow();
});

it('nobody is told to credit what agrees, in order to cancel it', () => {
  const drawdown = { invoicedMinor: 8000n, receivedMinor: 8000n, invoiceLeg: true };
  expect(() => assertNotInvoiced(aCpo({ pinnedMinor: 8000n, drawdown }), 'cancelled')).toThrow(
    /all of it agrees: it is finalized, not cancelled/,
  );
});
