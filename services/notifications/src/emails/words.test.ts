import { expect, it } from '@jest/globals';
import { wordsIn } from './words.js';

it('amounts and days are written as people of the language do', () => {
  const [english, german] = [wordsIn('en'), wordsIn('de')];
  expect(english.money('1000.00', 'EUR')).toBe('€1,000.00');
  expect(german.money('1000.00', 'EUR')).toBe('1.000,00 €');
  expect(german.money('12345678901234567.89', 'EUR')).toBe('12.345.678.901.234.567,89 €');
  expect(german.money('5000', 'JPY')).toBe('5.000 ¥');
  expect(english.money('1000.50', 'HUF')).toBe('HUF 1,000.50');
  expect(english.day('2026-11-27')).toBe('27 Nov 2026');
  expect(german.day('2026-11-27')).toBe('27.11.2026');
  expect(german.day('2026-11')).toBe('2026-11');
  expect(english.instant('2026-01-31T09:30:00.000Z')).toBe('31 Jan 2026, 09:30 UTC');
});
