import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@closeout/contracts/errors';
import {
  assertMayDecide,
  assertOwn,
  assertUndecided,
  contentOf,
  patchedContent,
  type Expense,
} from './expense.js';

const codeOf = (run: () => unknown): string | null => {
  try {
    run();
    return null;
  } catch (error) {
    return (error as DomainError).code;
  }
};
const project = { number: 'PRJ-2026-0001', currency: 'EUR' };
const train: Expense = {
  ...{ id: 'e', version: 1, projectId: 'p', kind: 'LOGISTICS', description: 'Train', amountMinor: 8990n },
  ...{ date: '2026-02-01', budgetNodeId: null, status: 'RECORDED', recordedBy: 'tom', recordedByName: 'Tom' },
  ...{ decidedBy: null, decidedByName: null, decidedAt: null, reason: null },
};
const who = (id: string, ...permissions: string[]) => ({ id, permissions: new Set(permissions) });

describe('An expense', () => {
  it('is in the project’s currency, at its scale', () => {
    const input = { kind: 'LOGISTICS', description: 'Train', date: '2026-02-01' } as const;
    expect(contentOf({ ...input, amount: '89.90', currency: 'EUR' }, project).amountMinor).toBe(8990n);
    expect(codeOf(() => contentOf({ ...input, amount: '89.90', currency: 'USD' }, project))).toBe(
      'currency-mismatch',
    );
    expect(codeOf(() => contentOf({ ...input, amount: '89.901', currency: 'EUR' }, project))).toBe(
      'amount-scale',
    );
    expect(codeOf(() => patchedContent(train, { currency: 'USD' }, project))).toBe('currency-mismatch');
  });

  it('stays as it is when a patch says what is there', () => {
    expect(
      patchedContent(train, { amount: '89.9', currency: 'EUR', budgetNodeId: null }, project),
    ).toBeNull();
    expect(patchedContent(train, { amount: '90' }, project)).toMatchObject({
      amountMinor: 9000n,
      kind: 'LOGISTICS',
    });
  });

  it('is changed by whoever recorded it, and decided on by somebody else, once', () => {
    expect(codeOf(() => assertOwn(train, who('tom')))).toBeNull();
    expect(codeOf(() => assertOwn(train, who('ada', 'users.manage')))).toBe('expense-of-another');
    expect(codeOf(() => assertMayDecide(train, who('petra')))).toBeNull();
    expect(codeOf(() => assertMayDecide(train, who('tom', 'expenses.settle')))).toBe('own-expense');
    expect(codeOf(() => assertMayDecide(train, who('tom', 'users.manage')))).toBeNull();
    expect(codeOf(() => assertUndecided(train))).toBeNull();
    expect(codeOf(() => assertUndecided({ ...train, status: 'SETTLED', decidedByName: 'Petra' }))).toBe(
      'expense-decided',
    );
  });
});
