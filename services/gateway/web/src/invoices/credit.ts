import { formatDecimal, parseDecimal } from '@closeout/contracts/money';
import { lineAmount, taxOfCredited } from '@closeout/contracts/pricing';
import type { Schemas } from '../api/client.js';
import { add, compare, isDecimal, plain, subtract, sum } from '../format/decimal.js';

type Invoice = Pick<Schemas['Invoice'], 'lines' | 'taxes' | 'totals'>;

/** How much of each line is left to be credited, by its number. */
export const leftOf = ({ lines }: Pick<Invoice, 'lines'>): Map<number, string> =>
  new Map(lines.map(({ no, net, credited }) => [no, subtract(net, credited)]));

const isAbove = (amount: string, limit: string): boolean => isDecimal(amount) && compare(amount, limit) > 0;

export interface Credit {
  /** As the API takes them: the lines of which something is credited. */
  lines: { lineNo: number; amount: string }[];
  /** Numbers of lines of which more is asked than is left. */
  exceeding: number[];
  net: string;
  tax: string;
  gross: string;
  /** What was paid of it already, and is the customer's again. */
  released: string;
}

/**
 * What crediting these parts of lines would come to, as billing will compute it: the tax follows in proportion, and cumulatively, so
 * that notes that together credit everything add up to the invoice's tax exactly.
 * @param amounts of the net of each line, by the line's number; what is no amount yet counts for nothing
 */
export function creditOf(invoice: Invoice, amounts: ReadonlyMap<number, string>, scale: number): Credit {
  const left = leftOf(invoice);
  const lines = invoice.lines
    .map(({ no }) => ({ lineNo: no, amount: amounts.get(no) ?? '' }))
    .filter(({ amount }) => isAbove(amount, '0'));
  const exceeding = lines
    .filter(({ lineNo, amount }) => isAbove(amount, left.get(lineNo) ?? '0'))
    .map(({ lineNo }) => lineNo);
  const chosen = new Map(lines.map(({ lineNo, amount }) => [lineNo, amount]));
  const taxes = invoice.taxes.map((of) => {
    const ofRate = invoice.lines.filter(({ taxRate }) => plain(taxRate) === plain(of.taxRate));
    const before = taxUpTo(ofRate, of, scale);
    const after = ofRate.map((line) => ({
      ...line,
      credited: add(line.credited, chosen.get(line.no) ?? '0'),
    }));
    return formatDecimal(taxUpTo(after, of, scale) - before, scale);
  });
  const zero = formatDecimal(0n, scale);
  const net = add(zero, sum(lines.map(({ amount }) => amount)));
  const tax = add(zero, sum(taxes));
  const gross = add(net, tax);
  const released = subtract(gross, invoice.totals.due);
  return { lines, exceeding, net, tax, gross, released: compare(released, '0') > 0 ? released : zero };
}

/** The tax of what is credited of the lines of one rate. */
function taxUpTo(lines: Invoice['lines'], of: Invoice['taxes'][number], scale: number): bigint {
  const minor = (amount: string): bigint => parseDecimal(amount, scale) ?? 0n;
  return taxOfCredited(
    lines.map(({ net, credited, quantity, unitPrice, priceIncludesTax }) => ({
      netMinor: minor(net),
      grossMinor: priceIncludesTax ? lineAmount({ quantity, unitPrice }, scale) : null,
      creditedMinor: minor(credited),
    })),
    { taxMinor: minor(of.tax) },
  );
}
