import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readAmount, writeAmount } from './readAmount.js';

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

it('an amount is written as its reader writes amounts, with the decimals of its currency', () => {
  expect(writeAmount('8000', 'en-GB', 2)).toBe('8,000.00');
  expect(writeAmount('8000.5', 'de-DE', 2)).toBe('8.000,50');
  expect(writeAmount('0.123456', 'de-DE', 2)).toBe('0,123456');
  expect(writeAmount('100000', 'en-IN', 0)).toBe('100000');
  expect(writeAmount('eight', 'en', 2)).toBe('eight');
});

it('what is written is read as the same amount, whatever its size', () => {
  const locales = fc.constantFrom('en-GB', 'en-IN', 'de-DE', 'de-AT', 'de-CH');
  const amounts = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.stringMatching(/^\d{0,6}$/));
  fc.assert(
    fc.property(amounts, locales, ([whole, fraction], locale) => {
      const amount = fraction ? `${whole}.${fraction}` : `${whole}`;
      expect(readAmount(writeAmount(amount, locale), locale)).toBe(amount);
    }),
  );
});
