/** "19.00" → "19", "0.50" → "0.5": a decimal without zeros that say nothing. */
export function plainDecimal(decimal: string): string {
  const [whole = '0', fraction = ''] = decimal.split('.');
  const trimmed = fraction.replace(/0+$/, '');
  return trimmed === '' ? whole : `${whole}.${trimmed}`;
}

/** "120.5" at scale 2 → "120.50"; "0.12345" stays. */
export function decimalWithScale(decimal: string, scale: number): string {
  const [whole = '0', fraction = ''] = plainDecimal(decimal).split('.');
  const padded = fraction.padEnd(scale, '0');
  return padded === '' ? whole : `${whole}.${padded}`;
}
