import { plainDecimal } from '@closeout/contracts/money';

/** "120.5" at scale 2 → "120.50"; "0.12345" stays. */
export function decimalWithScale(decimal: string, scale: number): string {
  const [whole = '0', fraction = ''] = plainDecimal(decimal).split('.');
  const padded = fraction.padEnd(scale, '0');
  return padded === '' ? whole : `${whole}.${padded}`;
}
