import { expect, it } from '@jest/globals';
import { readAmount } from './readAmount.js';

it.each([
  ['1.234,50', 'de', '1234.50'],
  ['8.000', 'de', '8000'],
  ['8000,5', 'de', '8000.5'],
  ['8000.50', 'de', '8000.50'],
  ['8,000.00', 'en', '8000.00'],
  ['1,234,567', 'en', '1234567'],
  [' 12 000.00 ', 'en', '12000.00'],
  ['3000', 'en', '3000'],
])('%s in %s is %s', (typed, locale, amount) => expect(readAmount(typed, locale)).toBe(amount));

it('what is no amount is left to the API to refuse', () => {
  expect(readAmount('eight', 'en')).toBe('eight');
});
