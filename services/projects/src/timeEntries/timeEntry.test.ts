import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@closeout/contracts/errors';
import type { TimeEntryStatus } from '@closeout/contracts/http/projects';
import {
  assertCan,
  assertMayDecide,
  assertOwn,
  assertRoom,
  hoursOf,
  patchedContent,
  type TimeEntry,
} from './timeEntry.js';

const codeOf = (run: () => unknown): string | null => {
  try {
    run();
    return null;
  } catch (error) {
    return (error as DomainError).code;
  }
};
const entry: TimeEntry = {
  ...{
    id: 't',
    version: 1,
    projectId: 'p',
    userId: 'tom',
    userName: 'Tom',
    date: '2026-02-01',
    quarters: 30,
  },
  ...{ description: 'Installed', taskType: null, billable: true, status: 'DRAFT', decidedBy: null },
  ...{ decidedByName: null, decidedAt: null, reason: null, settledAs: null, settledReason: null },
  ...{ settledBy: null, settledByName: null, settledAt: null },
};
const who = (id: string, ...permissions: string[]) => ({ id, permissions: new Set(permissions) });

describe('Hours', () => {
  const possible: Record<TimeEntryStatus, string> = {
    DRAFT: 'change remove submit',
    SUBMITTED: 'approve reject',
    APPROVED: '',
    REJECTED: 'change remove submit',
  };
  const cases = (Object.keys(possible) as TimeEntryStatus[]).flatMap((status) =>
    (['change', 'remove', 'submit', 'approve', 'reject'] as const).map((action) => [status, action] as const),
  );
  it.each(cases)('that are %s: %s', (status, action) => {
    const refused = possible[status].split(' ').includes(action) ? null : 'time-entry-transition-not-allowed';
    expect(codeOf(() => assertCan({ status }, action))).toBe(refused);
  });

  it('are shown with two decimals', () => {
    expect([1, 30, 96].map(hoursOf)).toEqual(['0.25', '7.50', '24.00']);
  });

  it('fill a day and no more', () => {
    expect(codeOf(() => assertRoom('2026-02-01', 30, 66))).toBeNull();
    expect(codeOf(() => assertRoom('2026-02-01', 31, 66))).toBe('hours-exceed-day');
  });

  it('stay as they are when a patch says what is there', () => {
    expect(patchedContent(entry, { hours: 30, taskType: null })).toBeNull();
    expect(patchedContent(entry, { hours: 28 })).toMatchObject({ quarters: 28, date: '2026-02-01' });
  });

  it('are their person’s, and others decide on them', () => {
    expect(codeOf(() => assertOwn(entry, who('tom'), 'change'))).toBeNull();
    expect(codeOf(() => assertOwn(entry, who('petra', 'time.approve'), 'submit'))).toBe(
      'time-entry-of-another',
    );
    expect(codeOf(() => assertOwn(entry, who('ada', 'users.manage'), 'remove'))).toBeNull();
    expect(codeOf(() => assertOwn(entry, who('ada', 'users.manage'), 'change'))).toBe(
      'time-entry-of-another',
    );
    expect(codeOf(() => assertMayDecide(entry, who('tom', 'time.approve')))).toBe('own-time-entry');
    expect(codeOf(() => assertMayDecide(entry, who('tom', 'time.approve', 'users.manage')))).toBeNull();
    expect(codeOf(() => assertMayDecide(entry, who('petra', 'time.approve')))).toBeNull();
  });
});
