import type { InvoiceState } from '@closeout/contracts/events/billing';
import type { Invoice as InvoiceAnswer } from '@closeout/contracts/http/billing';
import { fromMinor } from '@closeout/contracts/money';
import { dueOf, paymentStatusOf, type Invoice, type IssuedInvoice } from './invoice.js';

type Wire = Pick<InvoiceState, 'lines' | 'taxes' | 'totals'>;

/** Lines, taxes and totals as decimals: the same in answers and in events. */
function figures(invoice: Invoice): Wire {
  const money = (minor: bigint): string => fromMinor(minor, invoice.currency);
  return {
    lines: invoice.lines.map(({ no, description, quantity, unitPrice, taxRate, netMinor, grossMinor }) => ({
      no,
      description,
      quantity,
      unitPrice,
      taxRate,
      ...(grossMinor !== null && { priceIncludesTax: true }),
      net: money(netMinor),
    })),
    taxes: invoice.taxes.map(({ taxRate, taxableMinor, taxMinor }) => ({
      taxRate,
      taxable: money(taxableMinor),
      tax: money(taxMinor),
    })),
    totals: {
      net: money(invoice.netMinor),
      tax: money(invoice.taxMinor),
      gross: money(invoice.grossMinor),
      credited: money(invoice.creditedMinor),
      paid: money(invoice.paidMinor),
      due: money(dueOf(invoice)),
    },
  };
}

function withCredits(invoice: Invoice): InvoiceAnswer['lines'] {
  const { lines } = figures(invoice);
  return lines.map((line, index) => ({
    ...line,
    credited: fromMinor(invoice.lines[index]?.creditedMinor ?? 0n, invoice.currency),
  }));
}

export function invoiceAnswer(invoice: Invoice): InvoiceAnswer {
  return {
    id: invoice.id,
    version: invoice.version,
    number: invoice.number,
    status: invoice.status,
    paymentStatus: paymentStatusOf(invoice),
    customerId: invoice.customerId,
    customerName: invoice.customerName,
    projectId: invoice.projectId,
    milestoneId: invoice.milestoneId,
    cpoId: invoice.cpoId,
    cpoVersionNo: invoice.cpoVersionNo,
    followsMilestone: invoice.followsMilestone,
    currency: invoice.currency,
    issueDate: invoice.issueDate,
    dueDate: invoice.dueDate,
    issuedAt: invoice.issuedAt?.toISOString() ?? null,
    supplyDate: invoice.supplyDate,
    exemptionReason: invoice.exemptionReason,
    seller: invoice.seller,
    buyer: invoice.buyer,
    ...figures(invoice),
    lines: withCredits(invoice),
    createdAt: invoice.createdAt.toISOString(),
    updatedAt: invoice.updatedAt.toISOString(),
  };
}

/** The whole public state of an issued invoice, as its events carry it. */
export function invoiceState(invoice: IssuedInvoice): InvoiceState {
  return {
    id: invoice.id,
    version: invoice.version,
    number: invoice.number,
    status: invoice.status,
    paymentStatus: paymentStatusOf(invoice) ?? 'UNPAID',
    customerId: invoice.customerId,
    projectId: invoice.projectId,
    milestoneId: invoice.milestoneId,
    cpoId: invoice.cpoId,
    cpoVersionNo: invoice.cpoVersionNo,
    currency: invoice.currency,
    issueDate: invoice.issueDate,
    dueDate: invoice.dueDate,
    supplyDate: invoice.supplyDate,
    exemptionReason: invoice.exemptionReason,
    issuedAt: invoice.issuedAt.toISOString(),
    seller: invoice.seller,
    buyer: invoice.buyer,
    ...figures(invoice),
  };
}
