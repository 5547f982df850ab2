import { z } from 'zod';
import { Amount, Day, Id, Instant, page, PageQuery, prose, Version } from '../../fields.js';
import { defineOperation } from '../operation.js';
import { DocumentLine, Party, Seller, TaxSubtotal } from '../../events/billing.js';
import { DryRunQuery } from '../dryRun.js';
import {
  CreditTotals,
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

export const CreateCreditNoteBody = z.strictObject({
  reason: prose(limits.document.reason).min(1),
  lines: z
    .array(
      z.strictObject({
        lineNo: z.int().min(1).meta({ description: 'Number of the invoice’s line' }),
        amount: PositiveAmountInput.meta({
          description: 'How much of the line’s net to credit; its tax follows',
        }),
      }),
    )
    .min(1)
    .max(limits.document.lines)
    .optional()
    .meta({ description: 'Without lines, all that is left of the invoice is credited' }),
});

const creditNoteFields = {
  id: Id,
  version: Version,
  number: z.string(),
  status: z.literal('ISSUED'),
  invoiceId: Id,
  invoiceNumber: z.string(),
  ...documentSubject,
  reason: z.string(),
  issueDate: Day,
  issuedAt: Instant,
  totals: CreditTotals,
};

/** A credit note as lists show it. */
export const CreditNoteSummary = z.object({ ...creditNoteFields, ...subjectNames });

export const CreditNote = z.object({
  ...creditNoteFields,
  seller: Seller,
  buyer: Party,
  lines: z.array(DocumentLine),
  taxes: z.array(TaxSubtotal),
  released: z.array(z.object({ receiptId: Id, receiptNumber: z.string(), amount: Amount })).meta({
    description: 'What had been paid of the part that is credited: it is left of these receipts again',
  }),
});
export type CreditNote = z.infer<typeof CreditNote>;

const common = { service: 'billing', tag: 'Credit notes' } as const;

export const createCreditNote = defineOperation({
  ...common,
  id: 'createCreditNote',
  record: 'credit-note',
  method: 'post',
  path: '/invoices/{id}/credit-notes',
  summary: 'Credit an issued invoice, wholly or line by line',
  description:
    'Issued at once. What was already paid of the part that is credited becomes the customer’s credit: ' +
    'it is released from the receipts that settled it, the latest first.',
  access: { permission: 'invoices.issue' },
  params: IdParams,
  query: DryRunQuery,
  body: CreateCreditNoteBody,
  status: 201,
  answer: CreditNote,
  errors: [
    'invoice-not-found',
    'document-not-issued',
    'credit-exceeds-invoice',
    'line-unknown',
    'line-repeated',
    'amount-scale',
    'text-not-printable',
    'project-locked',
    'period-closed',
    'stale-version',
  ],
  examples: [
    {
      summary: 'A part of line 2',
      request: { reason: 'Two hours less', lines: [{ lineNo: 2, amount: '240.00' }] },
    },
  ],
});

export const getCreditNote = defineOperation({
  ...common,
  id: 'getCreditNote',
  method: 'get',
  path: '/credit-notes/{id}',
  summary: 'One credit note',
  access: { permission: 'invoices.view' },
  params: IdParams,
  status: 200,
  answer: CreditNote,
  errors: ['credit-note-not-found'],
});

export const getCreditNotePdf = defineOperation({
  ...common,
  ...pdfOfDocument,
  id: 'getCreditNotePdf',
  method: 'get',
  path: '/credit-notes/{id}/pdf',
  summary: 'An issued credit note as a PDF',
  description: 'As it was issued. The same note in the same language is the same bytes.',
  access: { permission: 'invoices.view' },
  errors: ['credit-note-not-found'],
});

export const listCreditNotes = defineOperation({
  ...common,
  id: 'listCreditNotes',
  method: 'get',
  path: '/credit-notes',
  summary: 'Search and list credit notes, the newest first',
  description: documentSearch,
  access: { permission: 'invoices.view' },
  query: PageQuery.extend({ ...documentFilters, invoiceId: Id.optional() }),
  status: 200,
  answer: page(CreditNoteSummary),
  errors: ['bad-cursor'],
});

export const listCreditNoteHistory = defineOperation({
  ...common,
  id: 'listCreditNoteHistory',
  method: 'get',
  path: '/credit-notes/{id}/history',
  summary: 'Who issued a credit note',
  access: { permission: 'invoices.view' },
  params: IdParams,
  status: 200,
  answer: page(DocumentChange),
  errors: ['credit-note-not-found'],
});
