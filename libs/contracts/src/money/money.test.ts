import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { currencyCodes, currencyScale } from './currencies.js';
import { DomainError } from '../errors.js';
import { Amount, AmountInput, Currency } from '../fields.js';
import { fromMinor, toMinor } from './minor.js';
import { divideHalfUp, formatDecimal, parseDecimal, splitByLargestRemainder } from './decimals.js';

const minor = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });
const currency = fc.constantFrom(...currencyCodes);
const scale = fc.integer({ min: 0, max: 6 });

describe('decimals', () => {
  it('come back as they were written', () => {
    fc.assert(
      fc.property(minor, currency, (amount, code) => toMinor(fromMinor(amount, code), code) === amount),
    );
  });

  it('always show exactly the decimals of the currency', () => {
    fc.assert(
      fc.property(minor, currency, (amount, code) => {
        const text = fromMinor(amount, code);
        const [, fraction = ''] = text.split('.');
        expect(fraction).toHaveLength(currencyScale(code));
        expect(Amount.safeParse(text).success).toBe(true);
      }),
    );
  });

  it('take any number of zeros beyond the scale, and refuse any other digit', () => {
    fc.assert(
      fc.property(
        minor,
        scale,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 0, max: 6 }),
        (n, s, digit, zeros) => {
          const exact = formatDecimal(n, s) + (s === 0 ? '.' : '') + '0'.repeat(zeros + 1);
          expect(parseDecimal(exact, s)).toBe(n);
          expect(parseDecimal(exact + String(digit), s)).toBeNull();
        },
      ),
    );
  });

  it.each([
    ['8000.00', 'EUR', 800_000n],
    ['8000', 'EUR', 800_000n],
    ['8000.00', 'JPY', 8000n],
    ['0.001', 'KWD', 1n],
    ['-0.01', 'EUR', -1n],
    ['1.2345', 'CLF', 12_345n],
  ])('%s %s is %s minor units', (decimal, code, expected) => {
    expect(toMinor(decimal, code)).toBe(expected);
  });

  it('with more decimals than the currency has are refused, and the place is named', () => {
    const attempt = () => toMinor('8000.001', 'EUR', '/lines/0/unitPrice');
    expect(attempt).toThrow(DomainError);
    expect(attempt).toThrow(
      expect.objectContaining({
        kind: 'invalid',
        code: 'amount-scale',
        errors: [expect.objectContaining({ pointer: '/lines/0/unitPrice' })],
      }),
    );
  });

  it.each(['', '.', '1.', '.5', '1,00', '1e3', '0x10', ' 1', '1 ', '--1', '+1', 'NaN', '１'])(
    '%j is not one',
    (text) => {
      expect(parseDecimal(text, 2)).toBeNull();
    },
  );
});

describe('an amount from a client', () => {
  it.each([
    ['8000.00', '8000.00'],
    [8000, '8000'],
    [0.1, '0.1'],
    ['-5', '-5'],
    ['9999999999999.99', '9999999999999.99'],
  ])('%j is taken', (input, output) => {
    expect(AmountInput.parse(input)).toBe(output);
  });

  it.each([
    '',
    ' ',
    '1e3',
    1e21,
    1e-7,
    NaN,
    Infinity,
    '01',
    '00',
    '1.',
    '.1',
    '10000000000000',
    '1'.repeat(400),
    '1,5',
    null,
    true,
    [],
    {},
    '0x1',
    '1\n',
  ])('%p is refused', (input) => {
    expect(AmountInput.safeParse(input).success).toBe(false);
  });

  it.each(['eur', 'EURO', '', 'XXX', 'DEM', 5, null])('%p is not a currency', (code) => {
    expect(Currency.safeParse(code).success).toBe(false);
  });
});

describe('rounding', () => {
  it.each([
    [5n, 10n, 1n],
    [4n, 10n, 0n],
    [-5n, 10n, -1n],
    [-4n, 10n, 0n],
    [15n, 10n, 2n],
    [25n, 10n, 3n],
    [0n, 7n, 0n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
  ])('%s ÷ %s is %s: halves away from zero', (numerator, denominator, expected) => {
    expect(divideHalfUp(numerator, denominator)).toBe(expected);
  });

  it('is never off by more than half, is odd, and exact where the division is', () => {
    fc.assert(
      fc.property(minor, fc.bigInt({ min: 1n, max: 10n ** 9n }), (n, d) => {
        const difference = divideHalfUp(n, d) * d - n;
        expect(2n * (difference < 0n ? -difference : difference) <= d).toBe(true);
        expect(divideHalfUp(-n, d)).toBe(-divideHalfUp(n, d));
        expect(divideHalfUp(n * d, d)).toBe(n);
      }),
    );
  });

  it('refuses a denominator that is not positive', () => {
    expect(() => divideHalfUp(1n, 0n)).toThrow(RangeError);
    expect(() => divideHalfUp(1n, -2n)).toThrow(RangeError);
  });
});

describe('a split', () => {
  const weights = fc
    .array(fc.bigInt({ min: 0n, max: 10n ** 6n }), { minLength: 1, maxLength: 20 })
    .filter((list) => list.some((weight) => weight > 0n));

  it('adds up, and no part is a whole unit off its fair share', () => {
    fc.assert(
      fc.property(minor, weights, (total, list) => {
        const parts = splitByLargestRemainder(total, list);
        const sum = list.reduce((a, b) => a + b, 0n);
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(total);
        parts.forEach((part, i) => {
          const off = part * sum - total * (list[i] ?? 0n);
          expect((off < 0n ? -off : off) < sum).toBe(true);
        });
      }),
    );
  });

  it('gives nothing to a weight of zero', () => {
    fc.assert(
      fc.property(
        minor,
        weights,
        (total, list) => splitByLargestRemainder(total, [...list, 0n]).at(-1) === 0n,
      ),
    );
  });

  it('gives the odd cent to the largest remainder, the earlier one of equals', () => {
    expect(splitByLargestRemainder(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(splitByLargestRemainder(-100n, [1n, 1n, 1n])).toEqual([-34n, -33n, -33n]);
    expect(splitByLargestRemainder(10n, [1n, 2n, 4n])).toEqual([1n, 3n, 6n]);
  });

  it('needs a weight above zero and none below', () => {
    expect(() => splitByLargestRemainder(1n, [])).toThrow(RangeError);
    expect(() => splitByLargestRemainder(1n, [0n])).toThrow(RangeError);
    expect(() => splitByLargestRemainder(1n, [2n, -1n])).toThrow(RangeError);
  });
});
