import { z } from 'zod';
import { Amount, Day, EnteredDay, Id, page, PageQuery } from '../../fields.js';
import { defineOperation } from '../operation.js';
import { DryRunQuery } from '../dryRun.js';
import {
  allocationErrors,
  documentFilters,
  DocumentChange,
  documentSearch,
  IdParams,
  pdfOfDocument,
  maxLinesBytes,
  PaymentStatus,
} from './documents.js';
import { CreateInvoiceBody, Invoice, InvoiceStatus, InvoiceSummary, UpdateInvoiceBody } from './invoice.js';

const common = { service: 'billing', tag: 'Invoices' } as const;
const draftErrors = [
  ...allocationErrors,
  'amount-scale',
  'amount-too-large',
  'milestone-not-invoiceable',
  'cpo-unknown',
  'cpo-not-open',
] as const;

export const createInvoice = defineOperation({
  ...common,
  id: 'createInvoice',
  record: 'invoice',
  method: 'post',
  path: '/invoices',
  summary: 'Draft an invoice',
  description:
    'With a milestone and no lines, the draft gets one line of the milestone’s expected amount, tax included. ' +
    'A milestone or an order alone is enough: its project follows from it.',
  access: { permission: 'invoices.manage' },
  body: CreateInvoiceBody,
  maxBodyBytes: maxLinesBytes,
  status: 201,
  answer: Invoice,
  errors: draftErrors,
  examples: [
    {
      summary: 'Two lines at 19 %',
      request: {
        customerId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b21',
        currency: 'EUR',
        lines: [
          { description: 'Consulting, hours', quantity: '7.5', unitPrice: '120.00', taxRate: '19' },
          { description: 'Travel', quantity: '1', unitPrice: '86.40', taxRate: '19' },
        ],
      },
    },
  ],
});

export const getInvoice = defineOperation({
  ...common,
  id: 'getInvoice',
  method: 'get',
  path: '/invoices/{id}',
  summary: 'One invoice',
  access: { permission: 'invoices.view' },
  params: IdParams,
  status: 200,
  answer: Invoice,
  errors: ['invoice-not-found'],
});

export const getInvoicePdf = defineOperation({
  ...common,
  ...pdfOfDocument,
  id: 'getInvoicePdf',
  method: 'get',
  path: '/invoices/{id}/pdf',
  summary: 'An issued invoice as a PDF',
  description:
    'As it was issued, whatever became of customer, project or seller since. The same invoice in the same language is the same bytes.',
  access: { permission: 'invoices.view' },
  errors: ['invoice-not-found', 'document-not-issued'],
});

export const listInvoices = defineOperation({
  ...common,
  id: 'listInvoices',
  method: 'get',
  path: '/invoices',
  summary: 'Search and list invoices, the newest first',
  description: documentSearch,
  access: { permission: 'invoices.view' },
  query: PageQuery.extend({
    ...documentFilters,
    status: InvoiceStatus.optional(),
    paymentStatus: PaymentStatus.optional(),
    open: z.literal('true').optional().meta({ description: 'Only those of which something is due' }),
    overdue: z
      .literal('true')
      .optional()
      .meta({ description: 'Only those whose due date has passed as well' }),
    cpoId: Id.optional(),
  }),
  status: 200,
  answer: page(InvoiceSummary),
  errors: ['bad-cursor'],
});

/** What of an issued receipt settles an invoice. */
export const Settlement = z.object({
  receiptId: Id,
  receiptNumber: z.string(),
  paymentDate: Day,
  amount: Amount.meta({ description: 'Less what credit notes released' }),
});

export const listSettlements = defineOperation({
  ...common,
  id: 'listSettlements',
  method: 'get',
  path: '/invoices/{id}/settlements',
  summary: 'The receipts that settle an invoice, by payment date',
  access: { permission: 'invoices.view' },
  params: IdParams,
  status: 200,
  answer: page(Settlement),
  errors: ['invoice-not-found'],
});

export const listInvoiceHistory = defineOperation({
  ...common,
  id: 'listInvoiceHistory',
  method: 'get',
  path: '/invoices/{id}/history',
  summary: 'Who drafted, changed and issued an invoice, the first first',
  access: { permission: 'invoices.view' },
  params: IdParams,
  status: 200,
  answer: page(DocumentChange),
  errors: ['invoice-not-found'],
});

export const updateInvoice = defineOperation({
  ...common,
  id: 'updateInvoice',
  record: 'invoice',
  method: 'patch',
  path: '/invoices/{id}',
  summary: 'Change a draft',
  access: { permission: 'invoices.manage' },
  params: IdParams,
  body: UpdateInvoiceBody,
  maxBodyBytes: maxLinesBytes,
  status: 200,
  answer: Invoice,
  errors: ['invoice-not-found', 'document-issued', 'stale-version', ...draftErrors],
});

export const deleteInvoice = defineOperation({
  ...common,
  id: 'deleteInvoice',
  record: 'invoice',
  method: 'delete',
  path: '/invoices/{id}',
  summary: 'Throw a draft away',
  access: { permission: 'invoices.manage' },
  params: IdParams,
  status: 204,
  errors: ['invoice-not-found', 'document-issued', 'stale-version'],
});

export const issueInvoice = defineOperation({
  ...common,
  id: 'issueInvoice',
  record: 'invoice',
  method: 'post',
  path: '/invoices/{id}/issue',
  summary: 'Issue a draft: it gets its number and never changes again',
  description:
    'Dated today by the seller’s calendar, or `issueDate`, which may not be in the future nor before the last invoice issued.',
  access: { permission: 'invoices.issue' },
  params: IdParams,
  query: DryRunQuery,
  body: z.strictObject({ issueDate: EnteredDay.optional() }).default({}),
  status: 200,
  answer: Invoice,
  errors: [
    'invoice-not-found',
    'document-issued',
    'stale-version',
    'issue-date-in-future',
    'issue-date-before-last',
    'period-closed',
    'nothing-to-invoice',
    'seller-missing',
    'text-not-printable',
    'project-locked',
    'cpo-not-open',
    'cpo-without-project',
  ],
});
