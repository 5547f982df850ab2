import { describe, expect, it } from '@jest/globals';
import { nextDue } from './nextDue.js';

const stage = (name: string, dueDate: string | null, completion = 0) => ({
  ...{ id: name, name, dueDate, completion, overdue: false },
});
const milestone = (label: string, dueDate: string | null, status: 'PLANNED' | 'PAID' = 'PLANNED') => ({
  ...{ id: label, label, dueDate, status, overdue: true, remainingAmount: '10.00' },
});

describe('What is due next', () => {
  it('is of stages and payments together, by day, without what is done', () => {
    const due = nextDue(
      [stage('Design', '2026-01-31', 100), stage('Installation', '2026-02-28'), stage('Later', null)],
      [
        milestone('Advance', '2026-01-15'),
        milestone('Final', '2026-04-30'),
        milestone('Paid', '2026-01-01', 'PAID'),
      ],
    );
    expect(due.map(({ name }) => name)).toEqual(['Advance', 'Installation', 'Final']);
    expect(due[0]).toMatchObject({ kind: 'payment', overdue: true, amount: '10.00' });
  });

  it('is a short list', () => {
    expect(
      nextDue(
        Array.from({ length: 9 }, (_, i) => stage(`S${i}`, '2026-01-01')),
        [],
      ),
    ).toHaveLength(5);
  });
});
