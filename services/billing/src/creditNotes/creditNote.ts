import { conflict, invalid, type ErrorCode } from '@closeout/contracts/errors';
import type { Party, Seller } from '@closeout/contracts/events/billing';
import { fromMinor, toMinor, type Minor } from '@closeout/contracts/money';
import { taxOfCredited } from '@closeout/contracts/pricing';
import type { Invoice, InvoiceLine } from '../invoices/invoice.js';

export interface CreditNoteLine {
  no: number;
  /** Number of the invoice's line that it takes back from. */
  invoiceLine: number;
  description: string;
  quantity: string;
  unitPrice: string;
  taxRate: string;
  /** A whole line that was priced with its tax. */
  priceIncludesTax: boolean;
  netMinor: Minor;
}

export interface CreditNoteTax {
  taxRate: string;
  taxableMinor: Minor;
  taxMinor: Minor;
}

export interface Credit {
  lines: CreditNoteLine[];
  taxes: CreditNoteTax[];
  netMinor: Minor;
  taxMinor: Minor;
  grossMinor: Minor;
}

/** Money that had settled the invoice, and is left of its receipt again. */
export interface Released {
  receiptId: string;
  receiptNumber: string;
  amountMinor: Minor;
}

export interface CreditNote extends Credit {
  id: string;
  version: number;
  number: string;
  invoiceId: string;
  invoiceNumber: string;
  customerId: string;
  customerName: string;
  securityLevel: number;
  projectId: string | null;
  milestoneId: string | null;
  currency: string;
  reason: string;
  issueDate: string;
  issuedAt: Date;
  seller: Seller;
  buyer: Party;
  released: Released[];
}

const sum = (amounts: readonly Minor[]): Minor => amounts.reduce((a, b) => a + b, 0n);

/**
 * What a credit note takes back: of each line named, an amount of its net; of all lines what is left, when none is named.
 * The tax follows in proportion, such that several notes that credit everything add up to the invoice's tax exactly.
 * @throws DomainError `credit-exceeds-invoice` (conflict), `line-unknown`, `line-repeated`, `amount-scale` (invalid)
 */
export function decideCredit(
  invoice: Invoice,
  requested: readonly { lineNo: number; amount: string }[] | undefined,
): Credit {
  const chosen = requested
    ? requested.map((request, index) => chooseLine(invoice, requested, request, index))
    : linesLeft(invoice).map((line) => ({ line, netMinor: leftOf(line) }));
  if (chosen.length === 0)
    throw conflict('credit-exceeds-invoice', `Nothing is left of ${invoice.number} to credit.`);

  const lines = chosen.map(({ line, netMinor }, index) => creditLine(invoice, line, netMinor, index + 1));
  const taxes = invoice.taxes
    .map((tax) => {
      const ofRate = (line: { taxRate: string }): boolean => line.taxRate === tax.taxRate;
      const after = invoice.lines.filter(ofRate).map((line) => {
        const credited = chosen.find((each) => each.line.no === line.no)?.netMinor ?? 0n;
        return { ...line, creditedMinor: line.creditedMinor + credited };
      });
      return {
        taxRate: tax.taxRate,
        taxableMinor: sum(lines.filter(ofRate).map((line) => line.netMinor)),
        taxMinor: taxOfCredited(after, tax) - tax.creditedTaxMinor,
        isCredited: lines.some(ofRate),
      };
    })
    .filter(({ isCredited }) => isCredited)
    .map(({ isCredited, ...tax }) => tax);
  const netMinor = sum(lines.map((line) => line.netMinor));
  const taxMinor = sum(taxes.map((tax) => tax.taxMinor));
  return { lines, taxes, netMinor, taxMinor, grossMinor: netMinor + taxMinor };
}

const leftOf = (line: InvoiceLine): Minor => line.netMinor - line.creditedMinor;

/** Lines of which something can be credited; when no net is left, those whose tax is (a cent that is all tax). */
function linesLeft(invoice: Invoice): InvoiceLine[] {
  const left = invoice.lines.filter((line) => leftOf(line) > 0n);
  if (left.length > 0) return left;
  const taxLeft = invoice.taxes
    .filter((tax) => tax.creditedTaxMinor < tax.taxMinor)
    .map((tax) => tax.taxRate);
  return invoice.lines.filter((line) => taxLeft.includes(line.taxRate));
}

function chooseLine(
  invoice: Invoice,
  all: readonly { lineNo: number }[],
  request: { lineNo: number; amount: string },
  index: number,
): { line: InvoiceLine; netMinor: Minor } {
  const pointer = `/lines/${index}`;
  const line = invoice.lines.find(({ no }) => no === request.lineNo);
  if (!line) throw wrongLine('line-unknown', `${invoice.number} has no line ${request.lineNo}.`, pointer);
  if (all.findIndex(({ lineNo }) => lineNo === request.lineNo) < index) {
    throw wrongLine('line-repeated', `Line ${request.lineNo} is named twice.`, pointer);
  }
  const netMinor = toMinor(request.amount, invoice.currency, `${pointer}/amount`);
  if (netMinor > leftOf(line)) {
    const left = fromMinor(leftOf(line), invoice.currency);
    throw conflict(
      'credit-exceeds-invoice',
      `Only ${left} is left of line ${line.no} of ${invoice.number}.`,
      {
        lineNo: line.no,
        left,
      },
    );
  }
  return { line, netMinor };
}

/** A whole line is credited as it was invoiced; a part of one as a quantity of one. */
function creditLine(invoice: Invoice, line: InvoiceLine, netMinor: Minor, no: number): CreditNoteLine {
  const whole = netMinor === line.netMinor;
  return {
    no,
    invoiceLine: line.no,
    description: line.description,
    quantity: whole ? line.quantity : '1',
    unitPrice: whole ? line.unitPrice : fromMinor(netMinor, invoice.currency),
    taxRate: line.taxRate,
    priceIncludesTax: whole && line.grossMinor !== null,
    netMinor,
  };
}

function wrongLine(code: ErrorCode, detail: string, pointer: string): Error {
  return invalid(code, detail, [{ pointer: `${pointer}/lineNo`, code, detail }]);
}
