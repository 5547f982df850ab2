import { conflict } from '@closeout/contracts/errors';
import type { Party, Seller } from '@closeout/contracts/events/billing';
import type { Minor } from '@closeout/contracts/money';

export interface InvoiceLine {
  no: number;
  description: string;
  quantity: string;
  unitPrice: string;
  taxRate: string;
  netMinor: Minor;
  /** Of a line whose unit price includes the tax: what it comes to with it. null: it is priced before tax. */
  grossMinor: Minor | null;
  /** How much of the net credit notes took back. */
  creditedMinor: Minor;
}

export interface InvoiceTax {
  taxRate: string;
  taxableMinor: Minor;
  taxMinor: Minor;
  creditedTaxMinor: Minor;
}

export interface Invoice {
  id: string;
  version: number;
  status: 'DRAFT' | 'ISSUED';
  legalEntity: string;
  number: string | null;
  customerId: string;
  customerName: string;
  /** The customer's; who has less clearance does not see the document either. */
  securityLevel: number;
  currency: string;
  projectId: string | null;
  milestoneId: string | null;
  /** The customer's order that it is pinned to, and when issued the version of it that counted. */
  cpoId: string | null;
  cpoVersionNo: number | null;
  /** Made when a payment was requested, and not edited since: it asks for what the milestone expects now. */
  followsMilestone: boolean;
  issueDate: string | null;
  dueDate: string | null;
  issuedAt: Date | null;
  /** When what is invoiced was supplied. */
  supplyDate: string | null;
  /** Why a line of it has no tax. */
  exemptionReason: string | null;
  seller: Seller | null;
  buyer: Party | null;
  lines: InvoiceLine[];
  taxes: InvoiceTax[];
  netMinor: Minor;
  taxMinor: Minor;
  grossMinor: Minor;
  creditedMinor: Minor;
  paidMinor: Minor;
  createdAt: Date;
  updatedAt: Date;
}

/** An invoice that has been issued: what only drafts lack is there. */
export type IssuedInvoice = Invoice & {
  status: 'ISSUED';
  number: string;
  issueDate: string;
  dueDate: string;
  issuedAt: Date;
  seller: Seller;
  buyer: Party;
};

export function isIssued(invoice: Invoice): invoice is IssuedInvoice {
  return invoice.status === 'ISSUED';
}

/** due = gross − credited − paid (domain model, "Billing documents"). */
export function dueOf(invoice: Pick<Invoice, 'grossMinor' | 'creditedMinor' | 'paidMinor'>): Minor {
  return invoice.grossMinor - invoice.creditedMinor - invoice.paidMinor;
}

/** The same rule as the generated column invoice.payment_status; a test compares the two. */
export function paymentStatusOf(invoice: Invoice): 'UNPAID' | 'PARTIALLY_PAID' | 'PAID' | 'CREDITED' | null {
  if (invoice.status === 'DRAFT') return null;
  if (dueOf(invoice) > 0n) return invoice.paidMinor > 0n ? 'PARTIALLY_PAID' : 'UNPAID';
  return invoice.creditedMinor === invoice.grossMinor ? 'CREDITED' : 'PAID';
}

/** @throws DomainError `document-issued` (conflict) */
export function assertDraft(document: { status: string; number: string | null }): void {
  if (document.status === 'DRAFT') return;
  throw conflict(
    'document-issued',
    `${document.number} is issued and never changes; correct it by a further document.`,
    {
      number: document.number,
      documentStatus: document.status,
    },
  );
}

/** @throws DomainError `document-not-issued` (conflict) */
export function assertIssued(invoice: Invoice): asserts invoice is IssuedInvoice {
  if (isIssued(invoice)) return;
  throw conflict('document-not-issued', `Invoice ${invoice.id} is a draft: issue it first.`, {
    allowed: ['issue'],
  });
}

/** Only a balance ever changes of an issued invoice. */
export function withBalance(
  invoice: IssuedInvoice,
  change: { paid?: Minor; credited?: Minor },
  now: Date,
): IssuedInvoice {
  return {
    ...invoice,
    version: invoice.version + 1,
    paidMinor: invoice.paidMinor + (change.paid ?? 0n),
    creditedMinor: invoice.creditedMinor + (change.credited ?? 0n),
    updatedAt: now,
  };
}
