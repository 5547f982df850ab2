import { add, compare, isDecimal, plain, subtract, sum, timesOver } from '../format/decimal.js';

/** As the API takes a line; amounts are decimals in strings, the rate is in per cent. */
export interface Line {
  description: string;
  quantity: string;
  unitPrice: string;
  taxRate: string;
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
  [quantity, unitPrice, taxRate].every((text) => isDecimal(text) && !text.startsWith('-'));

/**
 * What the lines come to, as billing will compute it (EN 16931): each line's net is rounded half up and then added; tax is computed
 * for each rate from the sum of its lines. Lines that are not complete yet count for nothing.
 * @param scale how many decimals the currency has
 */
export function priceLines(lines: readonly Line[], scale: number): Priced {
  const nets = lines.map((line) =>
    isPriced(line) ? timesOver(line.quantity, line.unitPrice, '1', scale) : null,
  );
  const taxable = new Map<string, string>();
  lines.forEach((line, index) => {
    const rate = plain(line.taxRate);
    const net = nets[index];
    if (net) taxable.set(rate, add(taxable.get(rate) ?? '0', net));
  });
  const taxes = [...taxable]
    .sort(([a], [b]) => compare(a, b))
    .map(([taxRate, amount]) => ({
      taxRate,
      taxable: amount,
      tax: timesOver(amount, taxRate, '100', scale),
    }));
  const zero = timesOver('0', '0', '1', scale);
  const net = add(zero, sum(nets.filter((amount) => amount !== null)));
  const tax = add(zero, sum(taxes.map((each) => each.tax)));
  return { nets, taxes, net, tax, gross: add(net, tax) };
}

/** One line whose gross is given, such as a milestone's expected amount: the tax is taken out of it. */
export function priceTaxIncluded(gross: string, taxRate: string, scale: number): Priced {
  const rate = isDecimal(taxRate) && !taxRate.startsWith('-') ? plain(taxRate) : '0';
  const tax = timesOver(gross, rate, add('100', rate), scale);
  const net = subtract(gross, tax);
  return { nets: [net], taxes: [{ taxRate: rate, taxable: net, tax }], net, tax, gross: add(net, tax) };
}
