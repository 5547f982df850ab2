import { describe, expect, it } from '@jest/globals';
import { en } from '../../text/en/index.js';
import { blockerText, stepKey, type Blocker } from './blockerText.js';
import { settleable } from './settleable.js';

const blocker = (more: Partial<Blocker>): Blocker => ({
  code: 'sums-differ',
  recordKind: 'PROJECT',
  recordId: 'x',
  expected: '8000.00',
  actual: '7000.00',
  difference: '1000.00',
  detail: '',
  action: '',
  permission: 'invoices.issue',
  ...more,
});
const cpo = {
  id: 'x',
  number: 'PO-1',
  status: 'OPEN',
  amount: '8000.00',
  counts: '8000.00',
  invoiced: '7000.00',
  received: '0.00',
};
const basis = {
  basis: 'CPO',
  invoiceLeg: true,
  totals: { cpo: '8000.00', invoiced: '7000.00', received: '0.00', currency: 'EUR' },
  cpos: [cpo],
};
const keyOf = (more: Partial<Blocker>, of = basis) => blockerText(blocker(more), of, 'ACTIVE')?.key;

describe('What a blocker says', () => {
  it('is which sums differ, and which way', () => {
    expect(keyOf({})).toBe('blocker.sums-differ.ordered.invoiced.less');
    expect(keyOf({ difference: '-1.00' })).toBe('blocker.sums-differ.ordered.invoiced.more');
    expect(keyOf({ permission: 'receipts.issue' })).toBe('blocker.sums-differ.invoiced.received.less');
    expect(keyOf({ permission: 'receipts.issue' }, { ...basis, basis: 'BUDGET', invoiceLeg: false })).toBe(
      'blocker.sums-differ.budget.received.less',
    );
    expect(blockerText(blocker({ difference: '-1.00' }), basis, 'ACTIVE')?.amounts.difference).toBe('1.00');
  });

  it('is what direction has to decide on', () => {
    const pending = { code: 'cpo-direction-pending', recordKind: 'CPO' };
    expect(keyOf({ ...pending, expected: '9000.00' })).toBe('blocker.cpo-direction-pending.version');
    expect(keyOf(pending)).toBe('blocker.cpo-direction-pending.mismatch');
  });

  it('has a text for each pair of sums', () => {
    for (const pair of [
      'ordered.invoiced',
      'budget.invoiced',
      'invoiced.received',
      'ordered.received',
      'budget.received',
    ])
      for (const way of ['less', 'more'])
        expect(Object.keys(en)).toContain(`blocker.sums-differ.${pair}.${way}`);
  });

  it('is which document is not settled, and by how much', () => {
    const of = { recordKind: 'INVOICE', recordNumber: 'INV-1', code: 'invoice-not-settled' };
    expect(blockerText(blocker(of), basis, 'ACTIVE')).toEqual({
      key: 'blocker.invoice-not-settled',
      amounts: { expected: '8000.00', actual: '7000.00', difference: '1000.00' },
      values: { number: 'INV-1' },
    });
    const left = { code: 'credit-left', recordNumber: 'REC-1', difference: '-70.00' };
    expect(blockerText(blocker(left), basis, 'ACTIVE')?.amounts.difference).toBe('70.00');
    expect(keyOf({ code: 'invoice-not-settled' })).toBeUndefined();
  });

  it('tells hours that nobody billed, with what they come to where a rate is known', () => {
    const work = { code: 'work-not-invoiced', hours: '8.00', permission: 'projects.finance_closure' };
    expect(keyOf({ ...work, expected: '1000.00' })).toBe('blocker.work-not-invoiced.amount');
    expect(keyOf({ ...work, expected: null })).toBe('blocker.work-not-invoiced');
  });

  it('and what clears it, step by step, is told as far as this page knows the step', () => {
    expect(stepKey('RECEIVE', 'INVOICE')).toBe('blocker.step.RECEIVE');
    expect(stepKey('RECEIVE', 'PROJECT')).toBe('blocker.step.RECEIVE.project');
    expect(stepKey('RELEASE_AND_SETTLE', 'RECEIPT')).toBe('blocker.step.RELEASE_AND_SETTLE');
    expect(stepKey('PRAY', 'INVOICE')).toBeNull();
  });

  it('and how much can be settled from here: what the project’s money and the customer’s credit settle at once', () => {
    const steps = [
      { kind: 'SETTLE', amount: '10.00' },
      { kind: 'SETTLE_WITH_CREDIT', amount: '20.50' },
      { kind: 'RELEASE_AND_SETTLE', amount: '300.00' },
      { kind: 'RECEIVE', amount: '4000.00' },
    ];
    const left = blocker({ code: 'credit-left', steps: [{ kind: 'SETTLE', amount: '10.00' }] });
    const due = blocker({ code: 'invoice-not-settled', steps });
    expect(settleable([due, left, blocker({ code: 'invoice-not-settled' })])).toBe('30.50');
  });

  it('is left to the API where the code is not known here', () => {
    expect(keyOf({ code: 'something-new' })).toBeUndefined();
    expect(keyOf({ code: 'cpo-open', recordId: 'another' })).toBeUndefined();
  });
});
