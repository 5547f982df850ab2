import { formatDecimal, parseDecimal } from '@closeout/contracts/money';
import { priceLines as priceComplete } from '@closeout/contracts/pricing';
import { isDecimal } from '../format/decimal.js';

/** As the API takes a line; amounts are decimals in strings, the rate is in per cent. */
export interface Line {
  description: string;
  quantity: string;
  unitPrice: string;
  taxRate: string;
  /** The unit price has the tax in it. */
  priceIncludesTax?: boolean | undefined;
}

export interface Tax {
  taxRate: string;
  taxable: string;
  tax: string;
}

/** What an invoice amounts to. `nets` are those of its lines; null where a line is no line yet. */
export interface Priced {
  nets: (string | null)[];
  taxes: Tax[];
  net: string;
  tax: string;
  gross: string;
}

const isPriced = ({ quantity, unitPrice, taxRate }: Line): boolean =>
  (parseDecimal(quantity, 6) ?? -1n) >= 0n &&
  (parseDecimal(unitPrice, 6) ?? -1n) >= 0n &&
  (parseDecimal(taxRate, 3) ?? -1n) >= 0n;

/**
 * What the lines come to, as billing will compute it. Lines that are not complete yet count for nothing.
 * @param scale how many decimals the currency has
 */
export function priceLines(lines: readonly Line[], scale: number): Priced {
  const complete = lines.filter(isPriced);
  const priced = priceComplete(complete, scale);
  const show = (minor: bigint): string => formatDecimal(minor, scale);
  const nets = new Map(complete.map((line, index) => [line, show(priced.lines[index]?.netMinor ?? 0n)]));
  return {
    nets: lines.map((line) => nets.get(line) ?? null),
    taxes: priced.taxes.map(({ taxRate, taxableMinor, taxMinor }) => ({
      taxRate,
      taxable: show(taxableMinor),
      tax: show(taxMinor),
    })),
    net: show(priced.netMinor),
    tax: show(priced.taxMinor),
    gross: show(priced.grossMinor),
  };
}

/** One line whose gross is given, such as a milestone's expected amount: the tax is taken out of it. */
export function priceTaxIncluded(gross: string, taxRate: string, scale: number): Priced {
  const rate = isDecimal(taxRate) && !taxRate.startsWith('-') ? taxRate : '0';
  const line = { description: '', quantity: '1', unitPrice: gross, taxRate: rate, priceIncludesTax: true };
  return priceLines([line], scale);
}
