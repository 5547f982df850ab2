import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { numberRanges, numbersPerYear } from './projectNumber.js';

const text = (year: number, count: number) => `prj-${year}-${String(count).padStart(4, '0')}`;
const order = (year: number, count: number) => BigInt(year) * numbersPerYear + BigInt(count);
const finds = (word: string, place: bigint) =>
  numberRanges(word)?.some((r) => r.from <= place && place <= r.to) ?? false;

describe('searching by the beginning of a project number', () => {
  it('finds exactly the numbers that begin with it', () => {
    const years = fc.integer({ min: 2000, max: 2099 });
    const counts = fc.integer({ min: 1, max: 999_999 });
    fc.assert(
      fc.property(years, counts, years, counts, fc.nat(20), (year, count, otherYear, otherCount, cut) => {
        const word = text(year, count).slice(0, 4 + cut);
        expect(finds(word, order(year, count))).toBe(true);
        const near = text(year, otherCount);
        expect(finds(word, order(year, otherCount))).toBe(near.startsWith(word));
        expect(finds(word, order(otherYear, otherCount))).toBe(text(otherYear, otherCount).startsWith(word));
      }),
    );
  });

  it('finds four digits and longer numbers that begin alike', () => {
    expect(finds('prj-2026-1234', order(2026, 1234))).toBe(true);
    expect(finds('prj-2026-1234', order(2026, 12345))).toBe(true);
    expect(finds('prj-2026-0123', order(2026, 1230))).toBe(false);
  });

  it('needs no PRJ where the year is whole', () => {
    for (const word of ['2026', '2026-', '2026-12', '2026-0012'])
      expect(numberRanges(word)).toEqual(numberRanges(`prj-${word}`));
  });

  it('needs no hyphens', () => {
    for (const [word, meant] of [
      ['prj20260012', 'prj-2026-0012'],
      ['prj-202612', 'prj-2026-12'],
      ['prj2026', 'prj-2026'],
      ['prj20', 'prj-20'],
      ['20260012', '2026-0012'],
    ] as const)
      expect([word, numberRanges(word)]).toEqual([word, numberRanges(meant)]);
    expect(numberRanges('49301234567')).toBeNull();
  });

  it('leaves other words to the text search', () => {
    expect(numberRanges('202')).toBeNull();
    expect(numberRanges('20260')).toBeNull();
    expect(numberRanges('prj')).toBeNull();
    expect(numberRanges('prj-2026-12a')).toBeNull();
  });

  it('finds nothing for a count after an incomplete year', () => {
    expect(numberRanges('prj-202-1')).toEqual([]);
  });
});
