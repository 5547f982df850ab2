import { describe, expect, it } from '@jest/globals';
import { decideEffectiveDate, type LastChange } from './effectiveDate.js';

const now = { now: new Date('2026-03-10T09:30:00Z'), today: '2026-03-10' };
const project = { startDate: '2026-01-01' };
const since = (wanted: string | undefined, last: LastChange | null) =>
  decideEffectiveDate(wanted, project, last, now);
const created = { action: 'create', effectiveDate: '2026-03-01' };
const held = { action: 'hold', effectiveDate: '2026-03-05' };

describe('A change of status holds', () => {
  it('since today, where nothing is said', () => {
    expect(since(undefined, held)).toBe('2026-03-10');
  });

  it('not before the change before it', () => {
    expect(since('2026-03-05', held)).toBe('2026-03-05');
    expect(() => since('2026-03-04', held)).toThrow(
      /effective-date-before-last: .*hold\) holds since 2026-03-05/,
    );
  });

  it('the first one: not before the project began, though it was entered later', () => {
    expect(since('2026-01-01', created)).toBe('2026-01-01');
    expect(() => since('2025-12-31', created)).toThrow(/effective-date-before-last/);
    expect(() => decideEffectiveDate('2026-02-28', { startDate: '2026-05-01' }, created, now)).toThrow(
      /effective-date-before-last/,
    );
  });

  it('not in the future; where it is latest, it is tomorrow already', () => {
    expect(since('2026-03-11', held)).toBe('2026-03-11');
    expect(() => since('2026-03-12', held)).toThrow(/date-in-future/);
  });

  it('since the change before it, if that was dated ahead before this rule', () => {
    expect(since(undefined, { action: 'hold', effectiveDate: '2027-01-01' })).toBe('2027-01-01');
  });
});
