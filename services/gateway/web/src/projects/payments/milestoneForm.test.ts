import { describe, expect, it } from '@jest/globals';
import { agreedPatch, agreedValues, newAgreed, sumWith, type Milestone } from './milestoneForm.js';

const milestone = (id: string, expectedAmount: string): Milestone => ({
  id,
  expectedAmount,
  version: 1,
  projectId: 'p',
  type: 'PROGRESS',
  no: 1,
  label: 'Progress Payment 1',
  currency: 'EUR',
  receivedAmount: '0.00',
  remainingAmount: expectedAmount,
  status: 'PLANNED',
  stageId: null,
  paymentRequestedAt: null,
  dueDate: null,
  paidDate: null,
  overdue: false,
});

describe('An agreed payment', () => {
  it('is proposed over what is left of the budget', () => {
    expect(newAgreed([], '8000.00')).toMatchObject({ type: 'ADVANCE', expectedAmount: '8000.00' });
    expect(newAgreed([milestone('a', '3000.00')], '8000.00')).toMatchObject({
      type: 'PROGRESS',
      expectedAmount: '5000.00',
    });
    expect(newAgreed([milestone('a', '9000.00')], '8000.00').expectedAmount).toBe('');
  });

  it('is sent as far as it was changed, so that the system’s label stays the system’s', () => {
    const before = agreedValues(milestone('a', '3000.00'));
    expect(agreedPatch(before, { ...before, dueDate: '2026-02-01' })).toEqual({ dueDate: '2026-02-01' });
    expect(agreedPatch(before, { ...before, label: '' })).toEqual({ label: null });
  });

  it('is added up with the others while it is typed', () => {
    const all = [milestone('a', '3000.00'), milestone('b', '1000.00')];
    expect(sumWith(all, 'b', '5000', '8000.00')).toEqual({ planned: '8000.00', rest: '0.00', sign: 0 });
    expect(sumWith(all, null, '5000.01', '8000.00')).toMatchObject({ rest: '-1000.01', sign: -1 });
    expect(sumWith(all, null, 'x', '8000.00').planned).toBe('4000.00');
  });
});
