import { expect, it } from '@jest/globals';
import { monthsFrom } from './months.js';

it.each([
  ['2026-11-21', 0, '2026-11-01'],
  ['2026-11-21', -6, '2026-05-01'],
  ['2026-11-21', 7, '2027-06-01'],
  ['2026-03-31', -6, '2025-09-01'],
])('%s and %i months is the month of %s', (day, months, first) => {
  expect(monthsFrom(day, months)).toBe(first);
});
