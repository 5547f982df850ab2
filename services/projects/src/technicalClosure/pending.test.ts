import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@closeout/contracts/errors';
import { assertNothingPending, pendingItems, type OpenRecord } from './pending.js';

const record = (kind: OpenRecord['kind'], status: string): OpenRecord => ({
  ...{ kind, id: 'x', status, label: 'Installed the servers' },
  ...(kind === 'TIME_ENTRY' || kind === 'EXPENSE'
    ? { person: 'Tom Engineer', date: '2026-02-01' }
    : { person: null, date: null }),
});

describe('The technical closure', () => {
  it.each([
    ['TIME_ENTRY', 'DRAFT', 'time-entry-not-submitted', 'time.log'],
    ['TIME_ENTRY', 'SUBMITTED', 'time-entry-not-decided', 'time.approve'],
    ['EXPENSE', 'RECORDED', 'expense-not-decided', 'expenses.settle'],
    ['DELIVERABLE', 'INITIAL', 'deliverable-open', 'projects.edit'],
    ['DELIVERABLE', 'READY', 'deliverable-open', 'projects.edit'],
    ['CHECKLIST', 'OPEN', 'checklist-open', 'projects.edit'],
  ] as const)('is held up by %s %s', (kind, status, code, clearedBy) => {
    const [item] = pendingItems([record(kind, status)]);
    expect(item).toMatchObject({ code, kind, id: 'x', status, label: 'Installed the servers', clearedBy });
    expect(item?.detail).toContain(kind === 'TIME_ENTRY' && status === 'DRAFT' ? 'Tom Engineer' : clearedBy);
    expect(item?.detail).not.toMatch(/null|undefined/);
  });

  it.each([
    ['TIME_ENTRY', 'APPROVED'],
    ['TIME_ENTRY', 'REJECTED'],
    ['EXPENSE', 'SETTLED'],
    ['EXPENSE', 'REJECTED'],
    ['DELIVERABLE', 'DELIVERED'],
    ['DELIVERABLE', 'CANCELLED'],
    ['CHECKLIST', 'DONE'],
  ] as const)('is not held up by %s %s', (kind, status) => {
    expect(pendingItems([record(kind, status)])).toEqual([]);
  });

  it('is refused with the list', () => {
    const pending = pendingItems([record('CHECKLIST', 'OPEN'), record('EXPENSE', 'RECORDED')]);
    const refuse = (count: number) => () =>
      assertNothingPending(
        { number: 'PRJ-2026-0001' },
        { pending: pending.slice(0, count), pendingCount: count },
      );
    expect(refuse(0)).not.toThrow();
    expect(refuse(2)).toThrow(DomainError);
    expect(refuse(2)).toThrow(/And 1 more/);
  });
});
