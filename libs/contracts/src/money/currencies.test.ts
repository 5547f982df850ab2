import { expect, it } from '@jest/globals';
import { currencyCodes, currencyScale, isCurrency } from './currencies.js';

it('every currency is listed once, by three capital letters', () => {
  expect(new Set(currencyCodes).size).toBe(currencyCodes.length);
  expect(currencyCodes.filter((code) => !/^[A-Z]{3}$/.test(code))).toEqual([]);
});

it.each([
  ['EUR', 2],
  ['USD', 2],
  ['JPY', 0],
  ['KWD', 3],
  ['CLF', 4],
])('%s has %i decimals', (code, scale) => {
  expect(isCurrency(code)).toBe(true);
  expect(currencyScale(code)).toBe(scale);
});

it('agrees with the currencies that the runtime knows', () => {
  const known = Intl.supportedValuesOf('currency');
  expect(currencyCodes.filter((code) => known.includes(code)).length).toBeGreaterThan(140);
});

it('has no scale for what is not a currency', () => {
  expect(isCurrency('XXX')).toBe(false);
  expect(() => currencyScale('constructor')).toThrow(RangeError);
});
