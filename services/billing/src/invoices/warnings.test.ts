import { expect, it } from '@jest/globals';
import { milestoneWarnings, orderNotNamed, orderWarnings, type AskedMilestone } from './warnings.js';

const milestone: AskedMilestone = {
  id: '0199d3a0-6c1e-7c39-b6f4-000000000009',
  label: 'Advance Payment',
  removed: false,
  expectedMinor: 45000n,
  invoicedMinor: 0n,
};
const warned = (grossMinor: bigint, more: Partial<AskedMilestone> = {}) =>
  milestoneWarnings({ currency: 'EUR', grossMinor }, { ...milestone, ...more }).map(
    ({ recordId, ...warning }) => warning,
  );

it('a draft that asks for what the milestone expects, or for what is left of it, is not warned of', () => {
  expect(warned(45000n)).toEqual([]);
  expect(warned(15000n, { invoicedMinor: 30000n })).toEqual([]);
});

it('another amount is warned of with both figures', () => {
  expect(warned(40000n)).toEqual([
    {
      code: 'differs-from-milestone',
      detail: '“Advance Payment” expects 450.00, and the draft asks for 400.00.',
      expected: '450.00',
      actual: '400.00',
    },
  ]);
  expect(warned(45000n, { invoicedMinor: 46000n })).toEqual([
    {
      code: 'differs-from-milestone',
      detail:
        '“Advance Payment” expects 450.00, of which 460.00 is invoiced already, and the draft asks for 450.00.',
      expected: '0.00',
      actual: '450.00',
    },
  ]);
});

it('a milestone that was taken out is warned of', () => {
  expect(warned(45000n, { removed: true })).toMatchObject([{ code: 'milestone-removed' }]);
});

it('more than is left of an order is warned of', () => {
  const order = { id: milestone.id, number: 'PO-1', leftMinor: 30000n };
  expect(orderWarnings({ currency: 'EUR', grossMinor: 30000n }, order)).toEqual([]);
  expect(orderWarnings({ currency: 'EUR', grossMinor: 30001n }, order)).toMatchObject([
    { code: 'exceeds-order', expected: '300.00', actual: '300.01', recordNumber: 'PO-1' },
  ]);
});

it('which of several orders is meant is asked; of one there is no question', () => {
  const orders = ['PO-1', 'PO-2'].map((number) => ({ id: number, number }));
  expect(orderNotNamed(orders)).toEqual([
    {
      code: 'order-not-named',
      detail:
        'The project has several orders (PO-1, PO-2), and the invoice names none: it is spread over them, the oldest first.',
      candidates: orders,
    },
  ]);
  expect(orderNotNamed(orders.slice(1))).toEqual([]);
});
