import { describe, expect, it } from '@jest/globals';
import { inDays, today } from './days.js';

describe('the reader’s today', () => {
  it('is the day of their own calendar, from its first minute to its last', () => {
    expect(today(new Date(2026, 0, 31, 0, 0))).toBe('2026-01-31');
    expect(today(new Date(2026, 0, 31, 7, 39))).toBe('2026-01-31');
    expect(today(new Date(2026, 0, 31, 23, 59))).toBe('2026-01-31');
  });

  it('is what other days are counted from', () => {
    expect(inDays(0, new Date(2026, 0, 31, 23, 59))).toBe('2026-01-31');
    expect(inDays(30, new Date(2026, 0, 31, 0, 1))).toBe('2026-03-02');
    expect(inDays(1, new Date(2026, 11, 31, 12))).toBe('2027-01-01');
  });
});
