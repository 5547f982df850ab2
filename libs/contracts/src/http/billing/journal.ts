import { z } from 'zod';
import { Day } from '../../dates.js';
import { Id } from '../../ids.js';
import { Amount, Currency } from '../../money.js';
import { defineOperation } from '../../operation.js';
import { page, PageQuery } from '../../page.js';

export const Account = z.enum(['BANK', 'RECEIVABLE', 'CUSTOMER_ADVANCES', 'REVENUE', 'VAT']).meta({
  description: 'Account of the journal; CUSTOMER_ADVANCES is what customers have paid beyond their invoices',
});
export type Account = z.infer<typeof Account>;

export const JournalDocumentKind = z.enum([
  'INVOICE',
  'CREDIT_NOTE',
  'RECEIPT',
  'REVERSAL',
  'ALLOCATION',
  'REFUND',
  'RELEASE',
]);

export const JournalLine = z.object({
  id: Id,
  entryId: Id.meta({ description: 'Lines of one posting share it; its debits equal its credits' }),
  date: Day,
  documentKind: JournalDocumentKind,
  documentId: Id,
  documentNumber: z.string(),
  account: Account,
  debit: Amount,
  credit: Amount,
  currency: Currency,
  taxRate: z.string().nullable().meta({ description: 'Per cent; of VAT lines' }),
  customerId: Id,
  projectId: Id.nullable(),
  milestoneId: Id.nullable(),
});
export type JournalLine = z.infer<typeof JournalLine>;

const filters = {
  from: Day.optional().meta({ description: 'First day' }),
  to: Day.optional().meta({ description: 'Last day' }),
  account: Account.optional(),
  documentId: Id.optional(),
};

const common = {
  service: 'billing',
  method: 'get',
  tag: 'Journal',
  access: { permission: 'journal.view' },
  status: 200,
} as const;

export const listJournal = defineOperation({
  ...common,
  id: 'listJournal',
  path: '/journal',
  summary: 'The journal, by day, the oldest first',
  description: 'Complete, whatever the customers’ security level.',
  query: PageQuery.omit({ q: true }).extend(filters),
  answer: page(JournalLine),
  errors: ['bad-cursor'],
});

export const exportJournal = defineOperation({
  ...common,
  id: 'exportJournal',
  path: '/journal.csv',
  summary: 'The journal as CSV (RFC 4180), streamed',
  description:
    'Columns as the fields of `GET /journal`; answered as `text/csv`. Complete, whatever the customers’ security level.',
  query: z.strictObject(filters),
  answer: z.string(),
  errors: [],
});
