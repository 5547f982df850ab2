import { z } from 'zod';
import { Amount, Currency, Day, Id, Instant, Version, openWordOf } from '../../fields.js';
import { paymentStatuses } from '../../vocabulary.js';

/** Seller or buyer as frozen in an issued document. */
export const Party = z.object({
  name: z.string(),
  vatNumber: z.string().nullable(),
  address: z.string().nullable(),
  email: z.string().nullable(),
});
export type Party = z.input<typeof Party>;

/** Where an invoice is to be paid. */
export const BankAccount = z.object({
  bankName: z.string().nullable(),
  iban: z.string(),
  bic: z.string().nullable(),
});
export type BankAccount = z.input<typeof BankAccount>;

/** Documents that were issued before sellers had bank accounts name none. */
export const Seller = Party.extend({ bankAccount: BankAccount.nullable().optional() });
export type Seller = z.input<typeof Seller>;

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
  status: openWordOf(['ISSUED']),
  paymentStatus: openWordOf(paymentStatuses),
  customerId: Id,
  projectId: Id.nullable(),
  milestoneId: Id.nullable(),
  /** The customer’s purchase order, and the version of it that counted when the invoice was issued. */
  cpoId: Id.nullable().optional(),
  cpoVersionNo: z.int().nullable().optional(),
  currency: Currency,
  issueDate: Day,
  dueDate: Day.nullable(),
  supplyDate: Day.nullable().optional().meta({ description: 'When it was delivered, where that is said' }),
  exemptionReason: z
    .string()
    .nullable()
    .optional()
    .meta({ description: 'Why there is no tax on some of it' }),
  issuedAt: Instant,
  seller: Seller,
  buyer: Party,
  lines: z.array(DocumentLine),
  taxes: z.array(TaxSubtotal),
  totals: InvoiceTotals,
});
export type InvoiceState = z.input<typeof InvoiceState>;

export const CreditNoteState = z.object({
  id: Id,
  version: Version,
  number: z.string(),
  status: openWordOf(['ISSUED']),
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
export type CreditNoteState = z.input<typeof CreditNoteState>;

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
  status: openWordOf(['ISSUED', 'REVERSED']),
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
export type ReceiptState = z.input<typeof ReceiptState>;

/** Money of a receipt that was paid back to the customer. Never changes. */
export const RefundState = z.object({
  id: Id,
  version: Version,
  number: z.string(),
  status: openWordOf(['ISSUED']),
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
export type RefundState = z.input<typeof RefundState>;
