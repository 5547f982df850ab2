/** A project's place among all numbers: year × 10^9 + count. Sorts as people expect, also past 9999. */
export const numbersPerYear = 1_000_000_000n;

export interface NumberRange {
  from: bigint;
  to: bigint;
}

/** A number of four digits is padded; from 10000 on it has as many as it has. */
const shortest = 4;
const longest = 9;

/**
 * The numbers that a search word such as `prj-2026-12`, `prj202612` or `2026-12` begins: 1200 to 1299, 12000 to 12999 and so on, as
 * ranges of the number order, so that an index finds them. null when the word is not a number's beginning.
 */
export function numberRanges(word: string): NumberRange[] | null {
  const match = /^(?:prj-(\d{0,4})|(\d{4}))(?:-(\d{0,9}))?$/.exec(withHyphens(word));
  if (!match) return null;
  const [, named, bare, count] = match;
  const year = named ?? bare ?? '';
  if (count === undefined || year.length < 4) {
    // A whole year is meant only by four digits: nothing follows an incomplete one.
    if (count !== undefined) return [];
    return [
      between(filled(year, 4, '0') * numbersPerYear, (filled(year, 4, '9') + 1n) * numbersPerYear - 1n),
    ];
  }
  const start = BigInt(year) * numbersPerYear;
  const ranges: NumberRange[] = [];
  for (let width = Math.max(shortest, count.length); width <= longest; width += 1) {
    if (width > shortest && count.startsWith('0')) break;
    const from = filled(count, width, '0');
    const first = width === shortest ? from : maximum(from, 10n ** BigInt(width - 1));
    ranges.push(between(start + first, start + filled(count, width, '9')));
  }
  return ranges;
}

/** `prj20260042` and, with a whole year and a whole count, `20260042` are numbers too. */
function withHyphens(word: string): string {
  return word
    .replaceAll(' ', '-')
    .replace(/^prj(?=\d)/, 'prj-')
    .replace(/^(prj-\d{4})(?=\d{1,9}$)/, '$1-')
    .replace(/^((?:19|20|21)\d\d)(?=\d{4,9}$)/, '$1-');
}

function filled(digits: string, width: number, digit: string): bigint {
  return BigInt(digits.padEnd(width, digit));
}

function between(from: bigint, to: bigint): NumberRange {
  return { from, to };
}

function maximum(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
