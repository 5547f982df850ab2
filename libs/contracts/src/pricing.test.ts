import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { divideHalfUp, parseDecimal } from './money/decimals.js';
import { priceLines, taxOfCredited, type LinePrice } from './pricing.js';

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n);
const agreed = (unitPrice: string, taxRate: string, quantity = '1'): LinePrice => ({
  ...{ quantity, unitPrice, taxRate, priceIncludesTax: true },
});
const added = (unitPrice: string, taxRate: string, quantity = '1'): LinePrice => ({
  ...{ quantity, unitPrice, taxRate },
});

describe('lines that are priced with their tax', () => {
  it.each<[string, LinePrice[], number, bigint[], bigint, bigint]>([
    // what, lines, scale, nets, tax, gross
    ['keep the cent that no net price has', [agreed('353.90', '19')], 2, [29739n], 5651n, 35390n],
    [
      'keep it beside a net line',
      [agreed('353.90', '19'), added('100', '19')],
      2,
      [29739n, 10000n],
      7551n,
      47290n,
    ],
    ['share their net', [agreed('0.10', '19'), agreed('0.10', '19')], 2, [9n, 8n], 3n, 20n],
    ['at several rates', [agreed('353.90', '19'), agreed('10.70', '7')], 2, [29739n, 1000n], 5721n, 36460n],
    ['with a quantity', [agreed('117.966666', '19', '3')], 2, [29739n], 5651n, 35390n],
    ['in yen', [agreed('354', '10')], 0, [322n], 32n, 354n],
    ['in dinars', [agreed('353.901', '5')], 3, [337049n], 16852n, 353901n],
    ['at a rate with three decimals', [agreed('108.88', '8.875')], 2, [10000n], 888n, 10888n],
    ['at no tax', [agreed('353.90', '0')], 2, [35390n], 0n, 35390n],
    ['over nothing', [agreed('0', '19')], 2, [0n], 0n, 0n],
  ])('%s', (_what, lines, scale, nets, tax, gross) => {
    const priced = priceLines(lines, scale);
    expect(priced.lines.map(({ netMinor }) => netMinor)).toEqual(nets);
    expect([priced.taxMinor, priced.grossMinor]).toEqual([tax, gross]);
  });

  const decimal = (most: number) => fc.integer({ min: 0, max: most }).map((n) => (n / 1e6).toFixed(6));
  const rate = fc.constantFrom('0', '5.5', '7', '8.875', '19', '19.6', '33.333', '100');
  const line = fc.record({
    quantity: decimal(10 ** 9),
    unitPrice: decimal(10 ** 9),
    taxRate: rate,
    priceIncludesTax: fc.boolean(),
  });
  const lines = fc.array(line, { minLength: 1, maxLength: 12 });
  const scales = fc.constantFrom(0, 2, 3, 4);

  it('add up after EN 16931, and keep what was agreed to the last unit', () => {
    fc.assert(
      fc.property(lines, scales, (drafts, scale) => {
        const priced = priceLines(drafts, scale);
        expect(priced.grossMinor).toBe(priced.netMinor + priced.taxMinor);
        expect(sum(priced.lines.map(({ netMinor }) => netMinor))).toBe(priced.netMinor);
        expect(sum(priced.taxes.map(({ taxMinor }) => taxMinor))).toBe(priced.taxMinor);
        for (const { taxRate, taxableMinor, taxMinor } of priced.taxes) {
          const ofRate = priced.lines.filter((_, index) => drafts[index]?.taxRate === taxRate);
          expect(sum(ofRate.map(({ netMinor }) => netMinor))).toBe(taxableMinor);
          const thousandths = parseDecimal(taxRate, 3) ?? 0n;
          const off = taxMinor - divideHalfUp(taxableMinor * thousandths, 100_000n);
          expect(off >= -2n && off <= 2n).toBe(true);
          const others = ofRate.filter(({ grossMinor }) => grossMinor === null);
          const tax = divideHalfUp(sum(others.map(({ netMinor }) => netMinor)) * thousandths, 100_000n);
          const kept = sum(ofRate.map(({ grossMinor }) => grossMinor ?? 0n));
          expect(taxableMinor + taxMinor).toBe(sum(others.map(({ netMinor }) => netMinor)) + tax + kept);
        }
        for (const { netMinor, grossMinor } of priced.lines)
          expect(netMinor >= 0n && (grossMinor === null || netMinor <= grossMinor)).toBe(true);
      }),
    );
  });

  it('give back what was agreed when one of them is credited whole, and everything when all are', () => {
    fc.assert(
      fc.property(lines, scales, fc.array(fc.nat({ max: 11 })), (drafts, scale, order) => {
        const priced = priceLines(drafts, scale);
        for (const tax of priced.taxes) {
          const state = priced.lines
            .filter((_, index) => drafts[index]?.taxRate === tax.taxRate)
            .map((each) => ({ ...each, creditedMinor: 0n }));
          if (tax.taxableMinor === 0n) continue;
          for (const index of order) {
            const target = state[index];
            if (!target || target.creditedMinor === target.netMinor) continue;
            const before = taxOfCredited(state, tax);
            target.creditedMinor = target.netMinor;
            const taken = taxOfCredited(state, tax) - before;
            expect(taken >= 0n).toBe(true);
            const isLast = state.every(({ creditedMinor, netMinor }) => creditedMinor === netMinor);
            if (target.grossMinor !== null && !isLast)
              expect(target.netMinor + taken).toBe(target.grossMinor);
          }
          for (const each of state) each.creditedMinor = each.netMinor;
          expect(taxOfCredited(state, tax)).toBe(tax.taxMinor);
        }
      }),
    );
  });
});
