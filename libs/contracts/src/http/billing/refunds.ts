import { z } from 'zod';
import {
  Amount,
  Day,
  EnteredDay,
  Id,
  Instant,
  lineOfText,
  page,
  PageQuery,
  prose,
  Version,
} from '../../fields.js';
import { defineOperation } from '../operation.js';
import { Party, Seller } from '../../events/billing.js';
import { DryRunQuery } from '../dryRun.js';
import {
  DocumentChange,
  documentFilters,
  documentSearch,
  documentSubject,
  IdParams,
  pdfOfDocument,
  PositiveAmountInput,
  subjectNames,
} from './documents.js';
import { limits } from '../../limits.js';

export const CreateRefundBody = z.strictObject({
  amount: PositiveAmountInput,
  refundDate: EnteredDay.meta({
    description:
      'The day on which the money went back: not before the payment, tomorrow by UTC at the latest',
  }),
  method: lineOfText(limits.document.method).nullable().default(null),
  reason: prose(limits.document.reason).min(1),
});

const refundFields = {
  id: Id,
  version: Version,
  number: z.string(),
  status: z.literal('ISSUED'),
  receiptId: Id,
  receiptNumber: z.string(),
  ...documentSubject,
  amount: Amount,
  fromTied: Amount.meta({ description: 'What of it counted for the project until now' }),
  fromFree: Amount.meta({ description: 'What of it was the customer’s credit' }),
  refundDate: Day,
  method: z.string().nullable(),
  reason: z.string(),
  issueDate: Day,
  issuedAt: Instant,
};

/** A refund as lists show it. */
export const RefundSummary = z.object({ ...refundFields, ...subjectNames });

export const Refund = z.object({ ...refundFields, seller: Seller, buyer: Party });
export type Refund = z.infer<typeof Refund>;

const common = { service: 'billing', tag: 'Refunds' } as const;

export const createRefund = defineOperation({
  ...common,
  id: 'createRefund',
  record: 'refund',
  method: 'post',
  path: '/receipts/{id}/refunds',
  summary: 'Pay unallocated money of a receipt back to the customer',
  description:
    'Issued at once, with a number of its own. It takes what is left for the receipt’s project first, then the customer’s ' +
    'credit; the project then received that much less.',
  access: { permission: 'receipts.issue' },
  params: IdParams,
  query: DryRunQuery,
  body: CreateRefundBody,
  status: 201,
  answer: Refund,
  errors: [
    'receipt-not-found',
    'document-not-issued',
    'receipt-reversed',
    'refund-exceeds-receipt',
    'seller-missing',
    'refund-before-payment',
    'date-in-future',
    'amount-scale',
    'text-not-printable',
    'project-locked',
    'period-closed',
    'stale-version',
  ],
  examples: [
    {
      summary: 'What was paid too much',
      request: {
        amount: '100.00',
        refundDate: '2026-02-03',
        method: 'bank transfer',
        reason: 'Paid 1100 for an invoice of 1000',
      },
    },
  ],
});

export const getRefund = defineOperation({
  ...common,
  id: 'getRefund',
  method: 'get',
  path: '/refunds/{id}',
  summary: 'One refund',
  access: { permission: 'receipts.view' },
  params: IdParams,
  status: 200,
  answer: Refund,
  errors: ['refund-not-found'],
});

export const getRefundPdf = defineOperation({
  ...common,
  ...pdfOfDocument,
  id: 'getRefundPdf',
  method: 'get',
  path: '/refunds/{id}/pdf',
  summary: 'A refund as a PDF',
  description: 'As it was issued. The same refund in the same language is the same bytes.',
  access: { permission: 'receipts.view' },
  errors: ['refund-not-found'],
});

export const listRefunds = defineOperation({
  ...common,
  id: 'listRefunds',
  method: 'get',
  path: '/refunds',
  summary: 'Search and list refunds, by the day of payment, the latest first',
  description: documentSearch,
  access: { permission: 'receipts.view' },
  query: PageQuery.extend({ ...documentFilters, receiptId: Id.optional() }),
  status: 200,
  answer: page(RefundSummary),
  errors: ['bad-cursor'],
});

export const listRefundHistory = defineOperation({
  ...common,
  id: 'listRefundHistory',
  method: 'get',
  path: '/refunds/{id}/history',
  summary: 'Who issued a refund',
  access: { permission: 'receipts.view' },
  params: IdParams,
  status: 200,
  answer: page(DocumentChange),
  errors: ['refund-not-found'],
});
