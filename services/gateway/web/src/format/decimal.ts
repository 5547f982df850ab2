import { formatDecimal } from '@closeout/contracts/money';

/**
 * Exact arithmetic on the API's amounts, decimals in strings such as "8000.00". They are never turned into floating-point
 * numbers; only the width of a bar is one.
 */
interface Decimal {
  units: bigint;
  scale: number;
}

const pattern = /^-?\d+(\.\d+)?$/;

export const isDecimal = (text: string): boolean => pattern.test(text);

function parse(text: string): Decimal {
  if (!isDecimal(text)) throw new Error(`not a decimal: ${text}`);
  const [whole = '', fraction = ''] = text.split('.');
  return { units: BigInt(whole + fraction), scale: fraction.length };
}

const scaled = ({ units, scale }: Decimal, to: number): bigint => units * 10n ** BigInt(to - scale);

function combine(a: string, b: string, by: (a: bigint, b: bigint) => bigint): string {
  const [x, y] = [parse(a), parse(b)];
  const scale = Math.max(x.scale, y.scale);
  return formatDecimal(by(scaled(x, scale), scaled(y, scale)), scale);
}

export const add = (a: string, b: string): string => combine(a, b, (x, y) => x + y);
export const subtract = (a: string, b: string): string => combine(a, b, (x, y) => x - y);
export const sum = (amounts: readonly string[]): string => amounts.reduce(add, '0');

/** "19.00" → "19": a decimal without zeros that say nothing. */
export const plain = (decimal: string): string =>
  decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;

/** -1, 0 or 1, as for sorting. */
export function compare(a: string, b: string): number {
  const { units } = parse(subtract(a, b));
  return units < 0n ? -1 : units > 0n ? 1 : 0;
}

/** How much of the whole a part is, in per cent between 0 and 100, to one decimal; for drawing only. */
export function percentOf(part: string, whole: string): number {
  const scale = Math.max(parse(part).scale, parse(whole).scale);
  const [x, y] = [scaled(parse(part), scale), scaled(parse(whole), scale)];
  if (y <= 0n || x <= 0n) return 0;
  const permille = (x * 1000n) / y;
  return permille > 1000n ? 100 : Number(permille) / 10;
}
