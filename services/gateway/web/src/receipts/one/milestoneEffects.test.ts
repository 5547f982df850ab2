import { expect, it } from '@jest/globals';
import { milestoneEffects } from './milestoneEffects.js';

const advance = {
  id: 'a',
  label: 'Advance Payment',
  status: 'PLANNED' as const,
  currency: 'EUR',
  expectedAmount: '3000.00',
  receivedAmount: '0.00',
};
const share = (amount: string, milestoneId: string | null = 'a') => ({ milestoneId, amount });

it('a milestone is paid in part, then wholly', () => {
  expect(milestoneEffects([share('1000.00')], [advance], false)).toMatchObject([
    {
      label: 'Advance Payment',
      from: 'PLANNED',
      to: 'PARTIALLY_PAID',
      received: '1000.00',
      expected: '3000.00',
    },
  ]);
  expect(milestoneEffects([share('2999.99'), share('0.01')], [advance], false)[0]?.to).toBe('PAID');
});

it('what is taken back is no longer received', () => {
  const paid = { ...advance, status: 'PAID' as const, receivedAmount: '3000.00' };
  expect(milestoneEffects([share('3000.00')], [paid], true)).toMatchObject([{ to: null, received: '0.00' }]);
  expect(milestoneEffects([share('0.01')], [paid], true)).toMatchObject([{ to: 'PARTIALLY_PAID' }]);
});

it('what is for no milestone, or another one, changes none', () => {
  expect(milestoneEffects([share('5.00', null), share('5.00', 'b')], [advance], false)).toEqual([]);
});
