import { z } from 'zod';
import { page, PageQuery, prose } from '../../fields.js';
import { defineOperation } from '../operation.js';
import { DryRunQuery } from '../dryRun.js';
import {
  allocationErrors,
  DocumentChange,
  documentFilters,
  documentSearch,
  IdParams,
  pdfOfDocument,
  PositiveAmountInput,
} from './documents.js';
import {
  AllocationInput,
  CreateReceiptBody,
  Receipt,
  ReceiptStatus,
  ReceiptSummary,
  UpdateReceiptBody,
} from './receipt.js';
import { limits } from '../../limits.js';

const common = { service: 'billing', tag: 'Receipts' } as const;
const settleErrors = [
  'invoice-unknown',
  'document-not-issued',
  'allocation-exceeds-due',
  'amount-scale',
] as const;
const draftErrors = [
  ...allocationErrors,
  ...settleErrors,
  'allocation-exceeds-receipt',
  'allocation-repeated',
  'date-in-future',
] as const;

export const createReceipt = defineOperation({
  ...common,
  id: 'createReceipt',
  record: 'receipt',
  method: 'post',
  path: '/receipts',
  summary: 'Draft a receipt for a payment',
  description:
    'A milestone alone is enough: its project follows from it. What is allocated to no invoice stays as the customer’s credit.',
  access: { permission: 'receipts.manage' },
  body: CreateReceiptBody,
  status: 201,
  answer: Receipt,
  errors: draftErrors,
  examples: [
    {
      summary: 'The advance payment of a project',
      request: {
        customerId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b21',
        currency: 'EUR',
        amount: '3000.00',
        paymentDate: '2026-01-31',
        method: 'bank transfer',
        projectId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b31',
        milestoneId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b32',
      },
    },
  ],
});

export const getReceipt = defineOperation({
  ...common,
  id: 'getReceipt',
  method: 'get',
  path: '/receipts/{id}',
  summary: 'One receipt',
  access: { permission: 'receipts.view' },
  params: IdParams,
  status: 200,
  answer: Receipt,
  errors: ['receipt-not-found'],
});

export const getReceiptPdf = defineOperation({
  ...common,
  ...pdfOfDocument,
  id: 'getReceiptPdf',
  method: 'get',
  path: '/receipts/{id}/pdf',
  summary: 'An issued receipt as a PDF',
  description:
    'With what it settles now; a receipt that was reversed says so. Its parties are those of the day when it was issued.',
  access: { permission: 'receipts.view' },
  errors: ['receipt-not-found', 'document-not-issued'],
});

export const listReceipts = defineOperation({
  ...common,
  id: 'listReceipts',
  method: 'get',
  path: '/receipts',
  summary: 'Search and list receipts, by payment date, the latest first',
  description: `${documentSearch} Of receipts it finds a part of number or reference.`,
  access: { permission: 'receipts.view' },
  query: PageQuery.extend({
    ...documentFilters,
    status: ReceiptStatus.optional(),
    unallocated: z
      .literal('true')
      .optional()
      .meta({ description: 'Only issued ones with money left that settles no invoice yet' }),
  }),
  status: 200,
  answer: page(ReceiptSummary),
  errors: ['bad-cursor'],
});

export const listReceiptHistory = defineOperation({
  ...common,
  id: 'listReceiptHistory',
  method: 'get',
  path: '/receipts/{id}/history',
  summary:
    'Who drafted, changed, issued, allocated, released, refunded and reversed a receipt, the first first',
  access: { permission: 'receipts.view' },
  params: IdParams,
  status: 200,
  answer: page(DocumentChange),
  errors: ['receipt-not-found'],
});

export const updateReceipt = defineOperation({
  ...common,
  id: 'updateReceipt',
  record: 'receipt',
  method: 'patch',
  path: '/receipts/{id}',
  summary: 'Change a draft',
  access: { permission: 'receipts.manage' },
  params: IdParams,
  body: UpdateReceiptBody,
  status: 200,
  answer: Receipt,
  errors: ['receipt-not-found', 'document-issued', 'stale-version', ...draftErrors],
});

export const deleteReceipt = defineOperation({
  ...common,
  id: 'deleteReceipt',
  record: 'receipt',
  method: 'delete',
  path: '/receipts/{id}',
  summary: 'Throw a draft away',
  access: { permission: 'receipts.manage' },
  params: IdParams,
  status: 204,
  errors: ['receipt-not-found', 'document-issued', 'stale-version'],
});

export const issueReceipt = defineOperation({
  ...common,
  id: 'issueReceipt',
  record: 'receipt',
  method: 'post',
  path: '/receipts/{id}/issue',
  summary: 'Issue a draft: it gets its number, settles its invoices and never changes again',
  access: { permission: 'receipts.issue' },
  params: IdParams,
  query: DryRunQuery,
  body: z.strictObject({}).default({}),
  status: 200,
  answer: Receipt,
  errors: [
    'receipt-not-found',
    'document-issued',
    'stale-version',
    'date-in-future',
    'allocation-exceeds-due',
    'seller-missing',
    'text-not-printable',
    'project-locked',
    'period-closed',
  ],
});

export const reverseReceipt = defineOperation({
  ...common,
  id: 'reverseReceipt',
  record: 'receipt',
  method: 'post',
  path: '/receipts/{id}/reverse',
  summary: 'Reverse an issued receipt, wholly, by a document of its own',
  description:
    'The payment bounced. What was paid back of it cannot bounce: a receipt with refunds is not reversed.',
  access: { permission: 'receipts.issue' },
  params: IdParams,
  query: DryRunQuery,
  body: z.strictObject({ reason: prose(limits.document.reason).min(1) }),
  status: 200,
  answer: Receipt,
  errors: [
    'receipt-not-found',
    'document-not-issued',
    'receipt-reversed',
    'receipt-refunded',
    'stale-version',
    'text-not-printable',
    'project-locked',
    'period-closed',
  ],
  examples: [{ summary: 'A payment that bounced', request: { reason: 'Payment bounced' } }],
});

export const allocateReceipt = defineOperation({
  ...common,
  id: 'allocateReceipt',
  record: 'receipt',
  method: 'post',
  path: '/receipts/{id}/allocations',
  summary: 'Settle an invoice from the credit that is left of an issued receipt',
  access: { permission: 'receipts.issue' },
  params: IdParams,
  query: DryRunQuery,
  body: AllocationInput,
  status: 201,
  answer: Receipt,
  errors: [
    'receipt-not-found',
    'receipt-reversed',
    'stale-version',
    'allocation-exceeds-receipt',
    'allocation-mismatch',
    'currency-mismatch',
    'project-locked',
    'period-closed',
    ...settleErrors,
  ],
});

export const releaseReceipt = defineOperation({
  ...common,
  id: 'releaseReceipt',
  record: 'receipt',
  method: 'post',
  path: '/receipts/{id}/release',
  summary: 'Move unallocated money of a receipt from its project to the customer’s credit',
  description:
    'The project then received that much less, and the money settles any invoice of the customer. It never moves back.',
  access: { permission: 'receipts.issue' },
  params: IdParams,
  query: DryRunQuery,
  body: z.strictObject({ amount: PositiveAmountInput, reason: prose(limits.document.reason).min(1) }),
  status: 200,
  answer: Receipt,
  errors: [
    'receipt-not-found',
    'document-not-issued',
    'receipt-reversed',
    'release-exceeds-project',
    'amount-scale',
    'stale-version',
    'project-locked',
    'period-closed',
  ],
  examples: [
    {
      summary: 'What was paid beyond the project’s invoices',
      request: { amount: '100.00', reason: 'Paid twice; the customer keeps it for the next project' },
    },
  ],
});
