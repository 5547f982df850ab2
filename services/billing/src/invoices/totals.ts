import {
  currencyScale,
  divideHalfUp,
  formatDecimal,
  invalid,
  parseDecimal,
  type Minor,
} from '@closeout/contracts';
import { decimalWithScale, plainDecimal } from '../documents/decimals.js';
import type { InvoiceLine, InvoiceTax } from './invoice.js';

export interface LineDraft {
  description: string;
  quantity: string;
  unitPrice: string;
  /** Per cent, at most two decimals. */
  taxRate: string;
}

export interface Priced {
  lines: InvoiceLine[];
  taxes: InvoiceTax[];
  netMinor: Minor;
  taxMinor: Minor;
  grossMinor: Minor;
}

const sum = (amounts: readonly Minor[]): Minor => amounts.reduce((a, b) => a + b, 0n);
const hundredths = (taxRate: string): bigint => parseDecimal(taxRate, 2) ?? 0n;
const mostUnits = 10n ** 13n;

/**
 * Totals after EN 16931 (BR-CO-10, BR-CO-14, BR-CO-15, BR-CO-17): each line's net is rounded half up and then added; VAT is
 * computed for each rate from the sum of its lines; gross = net + VAT.
 * @throws DomainError `amount-too-large` (invalid) beyond 13 digits before the point
 */
export function priceLines(drafts: readonly LineDraft[], currency: string): Priced {
  const scale = currencyScale(currency);
  const lines = drafts.map((draft, index): InvoiceLine => {
    const netMinor = lineNet(draft, scale);
    assertSize(netMinor, scale, `/lines/${index}`);
    return {
      no: index + 1,
      description: draft.description,
      quantity: plainDecimal(draft.quantity),
      unitPrice: decimalWithScale(draft.unitPrice, scale),
      taxRate: plainDecimal(draft.taxRate),
      netMinor,
      creditedMinor: 0n,
    };
  });
  const taxes = subtotals(lines);
  const netMinor = sum(lines.map((line) => line.netMinor));
  const taxMinor = sum(taxes.map((tax) => tax.taxMinor));
  assertSize(netMinor + taxMinor, scale, '/lines');
  return { lines, taxes, netMinor, taxMinor, grossMinor: netMinor + taxMinor };
}

/**
 * One line whose gross is given: the tax is taken out of it, so that net + tax is the gross exactly. (It cannot be priced from its
 * net like other lines: some gross amounts, 16 % of them at a rate of 19 %, are the sum of no net and its rounded tax.)
 */
export function priceTaxIncluded(
  line: { description: string; grossMinor: Minor; taxRate: string },
  currency: string,
): Priced {
  const rate = hundredths(line.taxRate);
  const taxMinor = divideHalfUp(line.grossMinor * rate, 10_000n + rate);
  const netMinor = line.grossMinor - taxMinor;
  const taxRate = plainDecimal(line.taxRate);
  const unitPrice = formatDecimal(netMinor, currencyScale(currency));
  return {
    lines: [
      {
        no: 1,
        description: line.description,
        quantity: '1',
        unitPrice,
        taxRate,
        netMinor,
        creditedMinor: 0n,
      },
    ],
    taxes: [{ taxRate, taxableMinor: netMinor, taxMinor, creditedTaxMinor: 0n }],
    netMinor,
    taxMinor,
    grossMinor: line.grossMinor,
  };
}

/** quantity × unit price, both with up to six decimals, rounded half up to the currency's scale. */
function lineNet(draft: LineDraft, scale: number): Minor {
  const quantity = parseDecimal(draft.quantity, 6) ?? 0n;
  const unitPrice = parseDecimal(draft.unitPrice, 6) ?? 0n;
  return divideHalfUp(quantity * unitPrice, 10n ** BigInt(12 - scale));
}

/** One for each rate, the lowest first. */
function subtotals(lines: readonly InvoiceLine[]): InvoiceTax[] {
  const taxable = new Map<string, Minor>();
  for (const line of lines) taxable.set(line.taxRate, (taxable.get(line.taxRate) ?? 0n) + line.netMinor);
  return [...taxable]
    .sort(([a], [b]) => Number(hundredths(a) - hundredths(b)))
    .map(([taxRate, taxableMinor]) => ({
      taxRate,
      taxableMinor,
      taxMinor: divideHalfUp(taxableMinor * hundredths(taxRate), 10_000n),
      creditedTaxMinor: 0n,
    }));
}

function assertSize(minor: Minor, scale: number, pointer: string): void {
  if (minor < mostUnits * 10n ** BigInt(scale)) return;
  const detail = 'The amount has more than 13 digits before the point.';
  throw invalid('amount-too-large', detail, [{ pointer, code: 'amount-too-large', detail }]);
}
