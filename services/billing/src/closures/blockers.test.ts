import { expect, it } from '@jest/globals';
import { permissionCatalog } from '@closeout/contracts/permissions';
import { notTechnicallyClosed, ofOrder, sumsDiffer } from './blockers.js';
import { settledOrder, settledProject as project } from '../../test/support/figures.js';

const unpaid = { ...project, receivedMinor: 0n };
const order = { ...settledOrder, invoicedMinor: 750000n, receivedMinor: 750000n };

it('sums that differ are told with the record, the figures, what would clear it, and who may', () => {
  expect(
    sumsDiffer(unpaid, 'invoiced', { expectedMinor: 800000n, actualMinor: 700000n }, 'Budgeted'),
  ).toEqual({
    code: 'sums-differ',
    recordKind: 'PROJECT',
    recordId: project.projectId,
    expected: '8000.00',
    actual: '7000.00',
    difference: '1000.00',
    detail: 'Budgeted are 8000.00 EUR, invoiced 7000.00 EUR: 1000.00 EUR are not invoiced yet.',
    action: 'Issue an invoice over 1000.00 EUR',
    permission: 'invoices.issue',
  });
});

it.each([
  ['invoiced', 700000n, 'Issue an invoice over 1000.00 EUR', 'invoices.issue'],
  [
    'invoiced',
    900000n,
    'Credit 1000.00 EUR of what was invoiced; what of them is paid can be refunded then',
    'invoices.issue',
  ],
  ['received', 700000n, 'Issue a receipt over 1000.00 EUR', 'receipts.issue'],
  [
    'received',
    900000n,
    'Refund 1000.00 EUR, or move them to the customer’s credit; or have the order changed, if that was agreed',
    'receipts.issue',
  ],
] as const)('what was %s of 8000.00 is %s: %s', (leg, actualMinor, action, permission) => {
  const found = sumsDiffer(unpaid, leg, { expectedMinor: 800000n, actualMinor }, 'Ordered');
  expect(found).toMatchObject({ action, permission });
  expect(sumsDiffer(project, leg, { expectedMinor: actualMinor, actualMinor }, 'Ordered')).toBeNull();
});

it.each([
  [
    'Budgeted',
    'Issue an invoice over 1000.00 EUR; or lower the budget total by 1000.00 EUR, if that was agreed',
  ],
  ['Ordered', 'Issue an invoice over 1000.00 EUR; or have the order changed, if that was agreed'],
] as const)('less than was %s, but all of it paid, may have been agreed since', (expected, action) => {
  const sums = { expectedMinor: 800000n, actualMinor: 700000n };
  for (const receivedMinor of [700000n, 800000n])
    expect(sumsDiffer({ ...project, receivedMinor }, 'invoiced', sums, expected)).toMatchObject({ action });
});

it('what was received beyond what was invoiced may be invoiced too; without invoices that would be wrong', () => {
  const sums = { expectedMinor: 800000n, actualMinor: 900000n };
  const back = 'Refund 1000.00 EUR, or move them to the customer’s credit';
  const actionOf = (expected: 'Invoiced' | 'Budgeted') =>
    sumsDiffer(project, 'received', sums, expected)?.action;
  expect(actionOf('Invoiced')).toBe(`${back}; or invoice them too, if that was agreed`);
  expect(actionOf('Budgeted')).toBe(`${back}; or raise the budget total by 1000.00 EUR, if that was agreed`);
});

it('money that is missing is the customer’s credit first, and then a further payment', () => {
  const sums = { expectedMinor: 800000n, actualMinor: 700000n };
  const actionOf = (creditMinor: bigint) => sumsDiffer(project, 'received', sums, 'Invoiced', creditMinor);
  expect(actionOf(40000n)).toMatchObject({
    detail: 'Invoiced are 8000.00 EUR, received 7000.00 EUR: 1000.00 EUR are not received yet.',
    action: 'Settle its invoices with 400.00 EUR of the customer’s credit; issue a receipt over 600.00 EUR',
    permission: 'receipts.issue',
    steps: [
      { kind: 'SETTLE_WITH_CREDIT', amount: '400.00' },
      { kind: 'RECEIVE', amount: '600.00' },
    ],
  });
  expect(actionOf(100000n)?.action).toBe('Settle its invoices with 1000.00 EUR of the customer’s credit');
});

it.each([
  ['cpo-open', { status: 'OPEN' }, 'cpos.manage'],
  ['cpo-open', { status: 'OPEN', mismatch: 'REJECTED' }, 'cpos.manage'],
  [
    'cpo-direction-pending',
    { status: 'DIRECTION_PENDING', pendingVersion: { no: 2, amountMinor: 900000n } },
    'cpos.direction',
  ],
  ['cpo-direction-pending', { status: 'DIRECTION_PENDING', mismatch: 'REPORTED' }, 'cpos.direction'],
  ['cpo-mismatch', { mismatch: 'FOUND' }, 'cpos.manage'],
] as const)('%s: an order that is %j', (code, more, permission) => {
  const found = ofOrder({ ...order, ...more }, 'EUR', false);
  expect(found).toMatchObject({ code, recordKind: 'CPO', recordId: order.id, permission });
  expect(Object.keys(permissionCatalog)).toContain(found?.permission);
  expect(found?.detail).toContain('PO-4711');
  expect(found?.detail).not.toMatch(/undefined|null/);
});

it('an order that is finalized and agrees, or whose mismatch was accepted, stands in nobody’s way', () => {
  for (const mismatch of [null, 'ACCEPTED'] as const)
    expect(ofOrder({ ...order, mismatch }, 'EUR', false)).toBeNull();
});

it('what was paid beyond an order that is invoiced as ordered can go back', () => {
  const paid = { ...order, amountMinor: 750000n, receivedMinor: 800000n, mismatch: 'FOUND' } as const;
  expect(ofOrder(paid, 'EUR', false)).toMatchObject({
    action:
      'Refund 500.00 EUR, or move them to the customer’s credit; or report the mismatch of order PO-4711 to direction',
    permission: 'receipts.issue',
  });
});

it('cancelling is proposed for an order on which nothing is drawn, and only where that would help', () => {
  const unused = { ...order, status: 'OPEN', invoicedMinor: 0n, receivedMinor: 0n } as const;
  expect(ofOrder(unused, 'EUR', false)?.action).toBe('Finalize order PO-4711, or cancel it');
  expect(ofOrder(unused, 'EUR', true)?.action).toBe('Finalize order PO-4711');
  expect(ofOrder({ ...order, status: 'OPEN' }, 'EUR', false)?.action).toBe('Finalize order PO-4711');
});

it.each([
  [
    'Ordered',
    'Have the order changed to what was invoiced, or its mismatch accepted; or credit 1000.00 EUR and refund them',
  ],
  [
    'Budgeted',
    'Raise the budget total by 1000.00 EUR, if that was agreed; or credit 1000.00 EUR and refund them',
  ],
] as const)(
  'what is invoiced and paid beyond what was %s is agreed first, not credited',
  (expected, action) => {
    const paid = { ...project, receivedMinor: 900000n };
    const sums = { expectedMinor: 800000n, actualMinor: 900000n };
    expect(sumsDiffer(paid, 'invoiced', sums, expected)).toMatchObject({ action });
  },
);

it.each([
  ['ACTIVE', 'projects.technical_closure'],
  ['ON_HOLD', 'projects.change_status'],
  ['FINALIZED', 'projects.edit'],
  ['CANCELLED', 'projects.view'],
])('a project that is %s is not closed financially', (status, permission) => {
  expect(notTechnicallyClosed({ ...project, status })).toMatchObject({
    code: 'not-technically-closed',
    expected: null,
    permission,
  });
});
