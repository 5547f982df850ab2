import { invalid } from '@closeout/contracts/errors';
import { currencyScale, formatDecimal, plainDecimal, type Minor } from '@closeout/contracts/money';
import { priceLines as priceAtScale, type LinePrice } from '@closeout/contracts/pricing';
import { decimalWithScale } from '../documents/decimals.js';
import type { InvoiceLine, InvoiceTax } from './invoice.js';

export interface LineDraft extends LinePrice {
  description: string;
}

export interface Priced {
  lines: InvoiceLine[];
  taxes: InvoiceTax[];
  netMinor: Minor;
  taxMinor: Minor;
  grossMinor: Minor;
}

const maxUnits = 10n ** 13n;

/**
 * What a document's lines come to; see `priceLines` of the contracts, which the page uses too.
 * @throws DomainError `amount-too-large` (invalid) beyond 13 digits before the point
 */
export function priceLines(drafts: readonly LineDraft[], currency: string): Priced {
  const scale = currencyScale(currency);
  const { lines, taxes, ...totals } = priceAtScale(drafts, scale);
  lines.forEach(({ netMinor, grossMinor }, index) =>
    assertSize(grossMinor ?? netMinor, scale, `/lines/${index}`),
  );
  assertSize(totals.grossMinor, scale, '/lines');
  return {
    lines: drafts.map((draft, index) => ({
      no: index + 1,
      description: draft.description,
      quantity: plainDecimal(draft.quantity),
      unitPrice: decimalWithScale(draft.unitPrice, scale),
      taxRate: plainDecimal(draft.taxRate),
      ...(lines[index] as (typeof lines)[number]),
      creditedMinor: 0n,
    })),
    taxes: taxes.map((tax) => ({ ...tax, creditedTaxMinor: 0n })),
    ...totals,
  };
}

/** One line whose gross is given, such as what was agreed of a milestone. */
export function priceTaxIncluded(
  line: { description: string; grossMinor: Minor; taxRate: string },
  currency: string,
): Priced {
  const { description, grossMinor, taxRate } = line;
  const unitPrice = formatDecimal(grossMinor, currencyScale(currency));
  return priceLines([{ description, quantity: '1', unitPrice, taxRate, priceIncludesTax: true }], currency);
}

/** The lines of a document as they would be given to draft it. */
export const draftsOf = (lines: readonly InvoiceLine[]): LineDraft[] =>
  lines.map(({ description, quantity, unitPrice, taxRate, grossMinor }) => ({
    description,
    quantity,
    unitPrice,
    taxRate,
    priceIncludesTax: grossMinor !== null,
  }));

type PricedLine = Pick<LineDraft, 'quantity' | 'unitPrice' | 'taxRate' | 'priceIncludesTax'>;

/**
 * Lines that a draft is changed to. One that does not say whether its price includes the tax is priced as the draft's line with the
 * same quantity, price and rate is: who sends back a line with other words does not mean to reprice it.
 */
export function pricedAsBefore<Line extends LineDraft>(
  lines: readonly Line[],
  before: readonly PricedLine[],
): Line[] {
  const included = new Set(before.filter((line) => line.priceIncludesTax).map(priceKey));
  return lines.map((line) =>
    line.priceIncludesTax === undefined && included.has(priceKey(line))
      ? { ...line, priceIncludesTax: true }
      : line,
  );
}

const priceKey = ({ quantity, unitPrice, taxRate }: PricedLine): string =>
  [quantity, unitPrice, taxRate].map(plainDecimal).join(' ');

function assertSize(minor: Minor, scale: number, pointer: string): void {
  if (minor < maxUnits * 10n ** BigInt(scale)) return;
  const detail = 'The amount has more than 13 digits before the point.';
  throw invalid('amount-too-large', detail, [{ pointer, code: 'amount-too-large', detail }]);
}
