import { describe, expect, it } from '@jest/globals';
import { divideHalfUp } from '@closeout/contracts/money';
import fc from 'fast-check';
import { priceLines, priceTaxIncluded, type LineDraft } from './totals.js';

const line = (quantity: string, unitPrice: string, taxRate = '0'): LineDraft => ({
  description: 'x',
  quantity,
  unitPrice,
  taxRate,
});
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n);

describe('totals after EN 16931', () => {
  it.each([
    // what, lines, currency, net, tax, gross
    ['each line is rounded before it is added', [line('1', '0.005'), line('1', '0.005')], 'EUR', 2n, 0n, 2n],
    ['half a cent goes up', [line('0.5', '0.01')], 'EUR', 1n, 0n, 1n],
    ['less than half a cent goes down', [line('0.49', '0.01')], 'EUR', 0n, 0n, 0n],
    [
      'tax is rounded once for each rate, not for each line',
      [line('1', '0.03', '19'), line('1', '0.03', '19'), line('1', '0.03', '19')],
      'EUR',
      9n,
      2n,
      11n,
    ],
    [
      'rates are taxed apart',
      [line('1', '100', '19'), line('1', '100', '7'), line('1', '100')],
      'EUR',
      30000n,
      2600n,
      32600n,
    ],
    [
      '"7" and "7.00" are one rate',
      [line('1', '0.50', '7'), line('1', '0.50', '7.00')],
      'EUR',
      100n,
      7n,
      107n,
    ],
    ['a yen has no parts', [line('3', '33.5', '10')], 'JPY', 101n, 10n, 111n],
    ['a dinar has a thousand', [line('1.5', '0.0011', '5')], 'KWD', 2n, 0n, 2n],
    ['six decimals of quantity and price count', [line('1000000', '0.000001')], 'EUR', 100n, 0n, 100n],
  ] as const)('%s', (_what, lines, currency, net, tax, gross) => {
    const priced = priceLines(lines, currency);
    expect([priced.netMinor, priced.taxMinor, priced.grossMinor]).toEqual([net, tax, gross]);
  });

  it('refuses what no bigint column could sum up safely', () => {
    expect(() => priceLines([line('9999999999999', '2')], 'EUR')).toThrow('amount-too-large');
    expect(() => priceLines([line('9999999999999', '1', '19')], 'EUR')).toThrow('amount-too-large');
    expect(priceLines([line('9999999999999', '1')], 'EUR').grossMinor).toBe(999999999999900n);
  });

  const drafts = fc.array(
    fc.record({
      description: fc.constant('x'),
      quantity: fc.integer({ min: 1, max: 10 ** 9 }).map((n) => (n / 1e6).toFixed(6)),
      unitPrice: fc.integer({ min: 0, max: 10 ** 9 }).map((n) => (n / 1e6).toFixed(6)),
      taxRate: fc.constantFrom('0', '5.5', '7', '19', '21.25', '100'),
    }),
    { minLength: 1, maxLength: 20 },
  );

  it('adds up: lines to net, rates to tax, net and tax to gross', () => {
    fc.assert(
      fc.property(drafts, fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF'), (lines, currency) => {
        const priced = priceLines(lines, currency);
        expect(sum(priced.lines.map((each) => each.netMinor))).toBe(priced.netMinor);
        expect(sum(priced.taxes.map((each) => each.taxableMinor))).toBe(priced.netMinor);
        expect(sum(priced.taxes.map((each) => each.taxMinor))).toBe(priced.taxMinor);
        expect(priced.grossMinor).toBe(priced.netMinor + priced.taxMinor);
      }),
    );
  });

  it('carves the tax out of a gross amount without losing a cent', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        fc.integer({ min: 0, max: 100_000 }),
        (grossMinor, thousandths) => {
          const taxRate = (thousandths / 1000).toFixed(3);
          const priced = priceTaxIncluded({ description: 'x', grossMinor, taxRate }, 'EUR');
          expect(priced.netMinor + priced.taxMinor).toBe(grossMinor);
          // never more than one unit from the tax that the net alone would have
          const computed = divideHalfUp(priced.netMinor * BigInt(thousandths), 100_000n);
          expect(priced.taxMinor - computed >= -1n && priced.taxMinor - computed <= 1n).toBe(true);
        },
      ),
    );
  });
});
