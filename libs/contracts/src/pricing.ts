import {
  divideHalfUp,
  type Minor,
  parseDecimal,
  plainDecimal,
  splitByLargestRemainder,
} from './money/decimals.js';

/** A line of an invoice or a quote, as much of it as decides what it comes to. */
export interface LinePrice {
  /** At most six decimals, as the unit price. */
  quantity: string;
  unitPrice: string;
  /** Per cent, at most three decimals. */
  taxRate: string;
  /** The unit price has the tax in it: quantity × unit price is the line's gross. */
  priceIncludesTax?: boolean | undefined;
}

export interface LineAmounts {
  netMinor: Minor;
  /** Of a line that is priced with its tax: what was agreed. null: it is priced before tax. */
  grossMinor: Minor | null;
}

export interface TaxAmounts {
  taxRate: string;
  taxableMinor: Minor;
  taxMinor: Minor;
}

export interface PricedTotals {
  /** In the order of the lines. */
  lines: LineAmounts[];
  /** One for each rate, the lowest first. */
  taxes: TaxAmounts[];
  netMinor: Minor;
  taxMinor: Minor;
  grossMinor: Minor;
}

const rateScale = 3;
const hundredPerCent = 100n * 10n ** BigInt(rateScale);
const rateOf = (taxRate: string): bigint => parseDecimal(taxRate, rateScale) ?? 0n;
const sum = (amounts: readonly Minor[]): Minor => amounts.reduce((a, b) => a + b, 0n);

/**
 * Totals after EN 16931 (BR-CO-10, BR-CO-14, BR-CO-15, BR-CO-17), the same in billing and on the page: each line is rounded half up
 * and then added; tax is computed for each rate; gross = net + tax.
 *
 * Of lines that are priced with their tax, the gross is what was agreed and stays so: the tax is taken out of their sum, what
 * remains is split among them as their nets, and the difference that rounding makes is in the tax of the rate. (No net price could
 * do it: at 19 %, 16 % of all gross amounts are the sum of no net and its rounded tax.)
 * @param scale how many decimals the currency has
 */
export function priceLines(lines: readonly LinePrice[], scale: number): PricedTotals {
  const amounts = lines.map((line): LineAmounts => {
    const product = lineAmount(line, scale);
    return line.priceIncludesTax
      ? { netMinor: 0n, grossMinor: product }
      : { netMinor: product, grossMinor: null };
  });
  const rates = new Set(lines.map(({ taxRate }) => plainDecimal(taxRate)));
  const taxes = [...rates]
    .map((taxRate) =>
      taxOf(
        taxRate,
        amounts.filter((_, index) => plainDecimal(lines[index]?.taxRate ?? '') === taxRate),
      ),
    )
    .sort((a, b) => Number(rateOf(a.taxRate) - rateOf(b.taxRate)));
  const netMinor = sum(taxes.map(({ taxableMinor }) => taxableMinor));
  const taxMinor = sum(taxes.map((tax) => tax.taxMinor));
  return { lines: amounts, taxes, netMinor, taxMinor, grossMinor: netMinor + taxMinor };
}

/** The tax of one rate; gives the lines that are priced with it their nets. */
function taxOf(taxRate: string, lines: readonly LineAmounts[]): TaxAmounts {
  const rate = rateOf(taxRate);
  const included = lines.filter(({ grossMinor }) => grossMinor !== null);
  const agreed = included.map(({ grossMinor }) => grossMinor ?? 0n);
  const gross = sum(agreed);
  const includedTax = divideHalfUp(gross * rate, hundredPerCent + rate);
  if (gross > 0n) {
    const nets = splitByLargestRemainder(gross - includedTax, agreed);
    included.forEach((line, index) => {
      line.netMinor = nets[index] ?? 0n;
    });
  }
  const added = sum(lines.filter(({ grossMinor }) => grossMinor === null).map(({ netMinor }) => netMinor));
  return {
    taxRate,
    taxableMinor: added + gross - includedTax,
    taxMinor: divideHalfUp(added * rate, hundredPerCent) + includedTax,
  };
}

/** quantity × unit price, both with up to six decimals, rounded half up to the currency's scale. */
export function lineAmount(
  { quantity, unitPrice }: Pick<LinePrice, 'quantity' | 'unitPrice'>,
  scale: number,
): Minor {
  const product = (parseDecimal(quantity, 6) ?? 0n) * (parseDecimal(unitPrice, 6) ?? 0n);
  return divideHalfUp(product, 10n ** BigInt(12 - scale));
}

/**
 * The tax of what is credited so far of one rate. It follows in proportion and cumulatively, so that notes that together credit
 * everything add up to the invoice's tax exactly, and of a line that was priced with its tax to its agreed gross.
 * @param lines all of the rate, with what is credited of their nets
 */
export function taxOfCredited(
  lines: readonly (LineAmounts & { creditedMinor: Minor })[],
  { taxMinor }: Pick<TaxAmounts, 'taxMinor'>,
): Minor {
  if (lines.every(({ netMinor, creditedMinor }) => netMinor === creditedMinor)) return taxMinor;
  const included = lines.filter(({ grossMinor }) => grossMinor !== null);
  const added = lines.filter(({ grossMinor }) => grossMinor === null);
  const taxIn = ({ grossMinor, netMinor }: LineAmounts): Minor => (grossMinor ?? netMinor) - netMinor;
  const net = sum(added.map(({ netMinor }) => netMinor));
  const credited = sum(added.map(({ creditedMinor }) => creditedMinor));
  return (
    share(taxMinor - sum(included.map(taxIn)), credited, net) +
    sum(included.map((line) => share(taxIn(line), line.creditedMinor, line.netMinor)))
  );
}

const share = (tax: Minor, part: Minor, whole: Minor): Minor =>
  whole === 0n ? 0n : divideHalfUp(part * tax, whole);
