import { describe, expect, it } from '@jest/globals';
import { elapsedPercent } from './progress.js';

describe('The time of a project', () => {
  const quarter = { startDate: '2026-01-01', endDate: '2026-03-31' };

  it('runs from its start to its end', () => {
    expect(elapsedPercent(quarter, '2025-12-31')).toBe(0);
    expect(elapsedPercent(quarter, '2026-01-01')).toBe(0);
    expect(elapsedPercent(quarter, '2026-02-15')).toBe(50);
    expect(elapsedPercent(quarter, '2026-03-30')).toBe(98);
    expect(elapsedPercent(quarter, '2026-03-31')).toBe(100);
    expect(elapsedPercent(quarter, '2027-01-01')).toBe(100);
  });

  it('may be a single day, or have no end', () => {
    expect(elapsedPercent({ startDate: '2026-01-01', endDate: '2026-01-01' }, '2025-12-31')).toBe(0);
    expect(elapsedPercent({ startDate: '2026-01-01', endDate: '2026-01-01' }, '2026-01-01')).toBe(100);
    expect(elapsedPercent({ startDate: '2026-01-01', endDate: null }, '2026-06-01')).toBeNull();
  });
});
