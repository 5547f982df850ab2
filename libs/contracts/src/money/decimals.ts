/**
 * Money in code is a bigint of the currency's minor units ("8000.00" EUR = 800000n); on the wire it
 * is a decimal string. Nothing between the two is ever a float.
 */
export type Minor = bigint;

/** The integer `decimal × 10^scale`, or null when that is not an integer. */
export function parseDecimal(decimal: string, scale: number): bigint | null {
  if (!/^-?\d+(\.\d+)?$/.test(decimal)) return null;
  const negative = decimal.startsWith('-');
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.');
  if (!/^0*$/.test(fraction.slice(scale))) return null;
  const digits = BigInt(whole + fraction.slice(0, scale).padEnd(scale, '0'));
  return negative ? -digits : digits;
}

/** `value ÷ 10^scale` as a decimal string with exactly `scale` decimals. */
export function formatDecimal(value: bigint, scale: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const sign = value < 0n ? '-' : '';
  if (scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** `numerator ÷ denominator`, rounded half up, away from zero (EN 16931 rounding of line nets and VAT). */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError('denominator must be positive');
  const negative = numerator < 0n;
  const magnitude = negative ? -numerator : numerator;
  const rounded = (2n * magnitude + denominator) / (2n * denominator);
  return negative ? -rounded : rounded;
}

/**
 * Splits an amount in proportion to weights so that the parts add up exactly: each part rounded down,
 * what is left given one unit at a time to the largest remainders, the earlier part first.
 */
export function splitByLargestRemainder(total: Minor, weights: readonly bigint[]): Minor[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum <= 0n || weights.some((w) => w < 0n)) throw new RangeError('weights must be ≥ 0 and not all 0');
  const negative = total < 0n;
  const magnitude = negative ? -total : total;
  const parts = weights.map((w) => (magnitude * w) / sum);
  const remainders = weights.map((w, i) => ({ i, remainder: (magnitude * w) % sum }));
  remainders.sort((a, b) => (a.remainder === b.remainder ? a.i - b.i : a.remainder > b.remainder ? -1 : 1));
  let left = magnitude - parts.reduce((a, b) => a + b, 0n);
  for (const { i } of remainders) {
    if (left === 0n) break;
    parts[i] = (parts[i] ?? 0n) + 1n;
    left -= 1n;
  }
  return negative ? parts.map((p) => -p) : parts;
}

/** "19.00" → "19", "0.50" → "0.5", "07" → "7": a decimal without zeros that say nothing. */
export function plainDecimal(decimal: string): string {
  const [whole = '0', fraction = ''] = decimal.split('.');
  const leading = whole.replace(/^0+(?=\d)/, '');
  const trimmed = fraction.replace(/0+$/, '');
  return trimmed === '' ? leading : `${leading}.${trimmed}`;
}
