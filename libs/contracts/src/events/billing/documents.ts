import { z } from 'zod';
import { Day, Instant } from '../../dates.js';
import { defineEvent } from '../../envelope.js';
import { Id, Version } from '../../ids.js';
import { Amount, Currency } from '../../money.js';

/** Seller or buyer as frozen in an issued document. */
export const Party = z.object({
  name: z.string(),
  vatNumber: z.string().nullable(),
  address: z.string().nullable(),
  email: z.string().nullable(),
});
export type Party = z.infer<typeof Party>;

/** Where an invoice is to be paid. */
export const BankAccount = z.object({
  bankName: z.string().nullable(),
  iban: z.string(),
  bic: z.string().nullable(),
});
export type BankAccount = z.infer<typeof BankAccount>;

/** Documents that were issued before sellers had bank accounts name none. */
export const Seller = Party.extend({ bankAccount: BankAccount.nullable().optional() });
export type Seller = z.infer<typeof Seller>;

export const DocumentLine = z.object({
  no: z.int(),
  description: z.string(),
  quantity: z.string(),
  unitPrice: z.string(),
  taxRate: z.string().meta({ description: 'Per cent' }),
  priceIncludesTax: z
    .boolean()
    .optional()
    .meta({ description: 'true: the unit price is gross; else it is before tax' }),
  net: Amount,
});

export const TaxSubtotal = z.object({ taxRate: z.string(), taxable: Amount, tax: Amount });

export const InvoiceTotals = z.object({
  net: Amount,
  tax: Amount,
  gross: Amount,
  credited: Amount,
  paid: Amount,
  due: Amount,
});

/** An issued invoice. Only `totals.credited|paid|due`, `paymentStatus` and `version` ever differ between its events. */
export const InvoiceState = z.object({
  id: Id,
  version: Version,
  number: z.string(),
  status: z.string().meta({ description: 'ISSUED' }),
  paymentStatus: z.string().meta({ description: 'UNPAID, PARTIALLY_PAID, PAID or CREDITED' }),
  customerId: Id,
  projectId: Id.nullable(),
  milestoneId: Id.nullable(),
  /** The customer’s purchase order, and the version of it that counted when the invoice was issued. */
  cpoId: Id.nullable().optional(),
  cpoVersionNo: z.int().nullable().optional(),
  currency: Currency,
  issueDate: Day,
  dueDate: Day.nullable(),
  issuedAt: Instant,
  seller: Seller,
  buyer: Party,
  lines: z.array(DocumentLine),
  taxes: z.array(TaxSubtotal),
  totals: InvoiceTotals,
});
export type InvoiceState = z.infer<typeof InvoiceState>;

export const CreditNoteState = z.object({
  id: Id,
  version: Version,
  number: z.string(),
  status: z.string().meta({ description: 'ISSUED' }),
  invoiceId: Id,
  invoiceNumber: z.string(),
  customerId: Id,
  projectId: Id.nullable(),
  milestoneId: Id.nullable(),
  currency: Currency,
  reason: z.string(),
  issueDate: Day,
  issuedAt: Instant,
  seller: Seller,
  buyer: Party,
  lines: z.array(DocumentLine),
  taxes: z.array(TaxSubtotal),
  totals: z.object({ net: Amount, tax: Amount, gross: Amount }),
});
export type CreditNoteState = z.infer<typeof CreditNoteState>;

/** What a receipt contributes to one project (and milestone): its own allocation, or that of the invoices it settles. */
export const ProjectShare = z.object({
  projectId: Id,
  milestoneId: Id.nullable(),
  amount: Amount,
});

export const ReceiptState = z.object({
  id: Id,
  version: Version,
  number: z.string(),
  status: z.string().meta({ description: 'ISSUED or REVERSED' }),
  customerId: Id,
  customerName: z.string(),
  projectId: Id.nullable(),
  milestoneId: Id.nullable(),
  currency: Currency,
  amount: Amount,
  paymentDate: Day,
  method: z.string().nullable(),
  reference: z.string().nullable(),
  issuedAt: Instant,
  allocations: z.array(z.object({ invoiceId: Id, invoiceNumber: z.string(), amount: Amount })),
  allocated: Amount,
  unallocated: Amount,
  /** What was paid back, and what was moved from the project to the customer’s credit. Absent: nothing. */
  refunded: Amount.optional(),
  released: Amount.optional(),
  /** What is left of it: for the project that it names, and as the customer’s credit. */
  tied: Amount.optional(),
  free: Amount.optional(),
  /** Adds up to what of this receipt belongs to projects; empty once reversed. */
  projectShares: z.array(ProjectShare),
  reversal: z
    .object({
      number: z.string(),
      reason: z.string(),
      reversedAt: Instant,
      /** What of it counted for which project until then. */
      projectShares: z.array(ProjectShare).optional(),
    })
    .nullable(),
});
export type ReceiptState = z.infer<typeof ReceiptState>;

/** Money of a receipt that was paid back to the customer. Never changes. */
export const RefundState = z.object({
  id: Id,
  version: Version,
  number: z.string(),
  status: z.string().meta({ description: 'ISSUED' }),
  receiptId: Id,
  receiptNumber: z.string(),
  customerId: Id,
  projectId: Id.nullable(),
  milestoneId: Id.nullable(),
  currency: Currency,
  amount: Amount,
  /** What of it counted for the project until now, and what was the customer’s credit. */
  fromTied: Amount,
  fromFree: Amount,
  refundDate: Day,
  method: z.string().nullable(),
  reason: z.string(),
  issueDate: Day,
  issuedAt: Instant,
  seller: Seller,
  buyer: Party,
});
export type RefundState = z.infer<typeof RefundState>;

const customerId = '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b21';
const projectId = '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b31';
const milestoneId = '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b32';
const invoiceId = '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b41';

const seller: Seller = {
  name: 'Closeout Demo GmbH',
  vatNumber: 'DE999999999',
  address: 'Marktplatz 2, 20095 Hamburg',
  email: null,
};
const buyer: Party = {
  name: 'Client A',
  vatNumber: 'DE123456789',
  address: 'Hauptstraße 1, 10115 Berlin',
  email: 'accounts@client-a.example',
};
const line = {
  no: 1,
  description: 'Advance Payment',
  quantity: '1',
  unitPrice: '3000.00',
  taxRate: '0',
  net: '3000.00',
};
const invoice: InvoiceState = {
  id: invoiceId,
  version: 2,
  number: 'INV-2026-0001',
  status: 'ISSUED',
  paymentStatus: 'UNPAID',
  customerId,
  projectId,
  milestoneId,
  currency: 'EUR',
  issueDate: '2026-01-15',
  dueDate: '2026-02-14',
  issuedAt: '2026-01-15T09:30:00.000Z',
  seller,
  buyer,
  lines: [line],
  taxes: [{ taxRate: '0', taxable: '3000.00', tax: '0.00' }],
  totals: { net: '3000.00', tax: '0.00', gross: '3000.00', credited: '0.00', paid: '0.00', due: '3000.00' },
};
const creditNote: CreditNoteState = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b42',
  version: 1,
  number: 'CRN-2026-0001',
  status: 'ISSUED',
  invoiceId,
  invoiceNumber: 'INV-2026-0001',
  customerId,
  projectId,
  milestoneId,
  currency: 'EUR',
  reason: 'Wrong scope',
  issueDate: '2026-01-20',
  issuedAt: '2026-01-20T09:30:00.000Z',
  seller,
  buyer,
  lines: [line],
  taxes: [{ taxRate: '0', taxable: '3000.00', tax: '0.00' }],
  totals: { net: '3000.00', tax: '0.00', gross: '3000.00' },
};
const receipt: ReceiptState = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b51',
  version: 2,
  number: 'REC-2026-0001',
  status: 'ISSUED',
  customerId,
  customerName: 'Client A',
  projectId,
  milestoneId,
  currency: 'EUR',
  amount: '3000.00',
  paymentDate: '2026-01-31',
  method: 'bank transfer',
  reference: 'INV-2026-0001',
  issuedAt: '2026-01-31T09:30:00.000Z',
  allocations: [{ invoiceId, invoiceNumber: 'INV-2026-0001', amount: '3000.00' }],
  allocated: '3000.00',
  unallocated: '0.00',
  refunded: '0.00',
  released: '0.00',
  tied: '0.00',
  free: '0.00',
  projectShares: [{ projectId, milestoneId, amount: '3000.00' }],
  reversal: null,
};
const refund: RefundState = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b52',
  version: 1,
  number: 'RFD-2026-0001',
  status: 'ISSUED',
  receiptId: receipt.id,
  receiptNumber: receipt.number,
  customerId,
  projectId,
  milestoneId,
  currency: 'EUR',
  amount: '100.00',
  fromTied: '100.00',
  fromFree: '0.00',
  refundDate: '2026-02-03',
  method: 'bank transfer',
  reason: 'Paid too much',
  issueDate: '2026-02-03',
  issuedAt: '2026-02-03T09:30:00.000Z',
  seller,
  buyer,
};

export const documentEvents = {
  invoiceIssued: defineEvent({
    type: 'billing.invoice-issued.v1',
    summary: 'An invoice was issued; its content never changes from now on',
    schema: InvoiceState,
    example: invoice,
  }),
  invoiceBalanceChanged: defineEvent({
    type: 'billing.invoice-balance-changed.v1',
    summary: 'What is due of an issued invoice changed: a receipt, a reversal or a credit note',
    schema: InvoiceState,
    example: {
      ...invoice,
      version: 3,
      paymentStatus: 'PAID',
      totals: { ...invoice.totals, paid: '3000.00', due: '0.00' },
    },
  }),
  creditNoteIssued: defineEvent({
    type: 'billing.credit-note-issued.v1',
    summary: 'An issued invoice was credited, wholly or in part',
    schema: CreditNoteState,
    example: creditNote,
  }),
  receiptIssued: defineEvent({
    type: 'billing.receipt-issued.v1',
    summary: 'A payment of a customer was received',
    schema: ReceiptState,
    example: receipt,
  }),
  receiptAllocationChanged: defineEvent({
    type: 'billing.receipt-allocation-changed.v1',
    summary:
      'What became of an issued receipt’s money changed: it was allocated later, a credit note gave it back, it was refunded, ' +
      'or moved from the project to the customer’s credit',
    schema: ReceiptState,
    example: {
      ...receipt,
      version: 3,
      allocations: [],
      allocated: '0.00',
      unallocated: '3000.00',
      tied: '3000.00',
    },
  }),
  receiptReversed: defineEvent({
    type: 'billing.receipt-reversed.v1',
    summary: 'An issued receipt was reversed: it no longer counts anywhere',
    schema: ReceiptState,
    example: {
      ...receipt,
      version: 3,
      status: 'REVERSED',
      projectShares: [],
      reversal: {
        number: 'REV-2026-0001',
        reason: 'Payment bounced',
        reversedAt: '2026-02-02T09:30:00.000Z',
      },
    },
  }),
  refundIssued: defineEvent({
    type: 'billing.refund-issued.v1',
    summary: 'Unallocated money of a receipt was paid back to the customer',
    schema: RefundState,
    example: refund,
  }),
} as const;
