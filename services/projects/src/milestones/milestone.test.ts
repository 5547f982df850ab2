import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  assertCanExpect,
  deriveMilestone,
  isOverdue,
  ownLabel,
  plannedMilestones,
  systemLabel,
} from './milestone.js';

const amount = fc.bigInt({ min: 0n, max: 10n ** 12n });
const expected = fc.bigInt({ min: 1n, max: 10n ** 12n });
const facts = fc.record({
  receivedMinor: amount,
  invoicedMinor: amount,
  firstPaymentDate: fc.constant('2026-01-31'),
});

describe('The status of a milestone', () => {
  it('is PAID exactly when all that was agreed has come', () => {
    fc.assert(
      fc.property(expected, facts, (sum, f) =>
        expect(deriveMilestone(sum, f).status === 'PAID').toBe(f.receivedMinor >= sum),
      ),
    );
  });

  it('is PARTIALLY_PAID exactly between nothing and all', () => {
    fc.assert(
      fc.property(expected, facts, (sum, f) =>
        expect(deriveMilestone(sum, f).status === 'PARTIALLY_PAID').toBe(
          f.receivedMinor > 0n && f.receivedMinor < sum,
        ),
      ),
    );
  });

  it('looks at invoices only while nothing has come', () => {
    fc.assert(
      fc.property(expected, facts, (sum, f) => {
        const { status } = deriveMilestone(sum, { ...f, receivedMinor: 0n });
        expect(status).toBe(f.invoicedMinor > 0n ? 'INVOICED' : 'PLANNED');
      }),
    );
  });

  it('never falls when more comes', () => {
    const rank = ['PLANNED', 'INVOICED', 'PARTIALLY_PAID', 'PAID'];
    fc.assert(
      fc.property(expected, facts, amount, (sum, f, more) => {
        const before = deriveMilestone(sum, f).status;
        const after = deriveMilestone(sum, { ...f, receivedMinor: f.receivedMinor + more }).status;
        expect(rank.indexOf(after)).toBeGreaterThanOrEqual(rank.indexOf(before));
      }),
    );
  });

  it('has a paid date exactly while something received counts', () => {
    fc.assert(
      fc.property(expected, facts, (sum, f) =>
        expect(deriveMilestone(sum, f).paidDate !== null).toBe(f.receivedMinor > 0n),
      ),
    );
  });
});

describe('A milestone', () => {
  it('is overdue the day after it was due, unless it is paid', () => {
    expect(isOverdue({ dueDate: '2026-02-28', status: 'INVOICED' }, '2026-02-28')).toBe(false);
    expect(isOverdue({ dueDate: '2026-02-28', status: 'INVOICED' }, '2026-03-01')).toBe(true);
    expect(isOverdue({ dueDate: '2026-02-28', status: 'PARTIALLY_PAID' }, '2026-03-01')).toBe(true);
    expect(isOverdue({ dueDate: '2026-02-28', status: 'PAID' }, '2026-03-01')).toBe(false);
    expect(isOverdue({ dueDate: null, status: 'PLANNED' }, '2026-03-01')).toBe(false);
  });

  it('is not agreed down below what has come; raising is always possible', () => {
    const milestone = { label: 'Advance Payment', expectedMinor: 300n, receivedMinor: 200n };
    expect(() => assertCanExpect(milestone, 199n, String)).toThrow('expected-below-received');
    expect(() => assertCanExpect(milestone, 200n, String)).not.toThrow();
    expect(() => assertCanExpect({ ...milestone, receivedMinor: 500n }, 400n, String)).not.toThrow();
  });

  it('has the label of its kind unless it is given one of its own', () => {
    expect(systemLabel('ADVANCE', null)).toBe('Advance Payment');
    expect(systemLabel('PROGRESS', 7)).toBe('Progress Payment 7');
    expect(systemLabel('FINAL', null)).toBe('Final Payment');
    expect(ownLabel('Phase 1 Completion', '/label')).toBe('Phase 1 Completion');
    expect(() => ownLabel('Progress Payment 9', '/label')).toThrow('label-reserved');
    expect(() => ownLabel('final payment', '/label')).toThrow('label-reserved');
  });

  it('belongs to no stage that is not there', () => {
    const input = {
      type: 'PROGRESS',
      expectedAmount: '1.00',
      stageId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b99',
    } as const;
    expect(() => plannedMilestones([input], 'EUR')).toThrow('stage-not-found');
  });
});

describe('The milestones of a new project', () => {
  const of = (...types: ('ADVANCE' | 'PROGRESS' | 'FINAL')[]) =>
    plannedMilestones(
      types.map((type) => ({ type, expectedAmount: '1000' })),
      'EUR',
    );

  it('are numbered by the system', () => {
    expect(
      of('ADVANCE', 'PROGRESS', 'PROGRESS', 'FINAL').map((m) => [m.no, m.label, m.expectedMinor]),
    ).toEqual([
      [null, 'Advance Payment', 100000n],
      [1, 'Progress Payment 1', 100000n],
      [2, 'Progress Payment 2', 100000n],
      [null, 'Final Payment', 100000n],
    ]);
  });

  it('have one advance and one final payment at most', () => {
    expect(() => of('ADVANCE', 'PROGRESS', 'ADVANCE')).toThrow('milestone-exists');
    expect(() => of('FINAL', 'FINAL')).toThrow('milestone-exists');
  });
});
