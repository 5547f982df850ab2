import { z } from 'zod';
import { Amount, Currency, Day, EnteredDay, Id, Instant, page, PageQuery, Version } from '../../fields.js';
import { defineOperation } from '../operation.js';
import { accounts } from '../../vocabulary.js';

export const Account = z.enum(accounts).meta({
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
  no: z.int().meta({
    description:
      'Dense, from 1 on, in the order of posting: what has a number is never preceded by something new',
  }),
  id: Id,
  entryId: Id.meta({ description: 'Lines of one posting share it; its debits equal its credits' }),
  date: Day.meta({ description: 'The day of the document, and so of the posting' }),
  valueDate: Day.meta({
    description:
      'The day on which the money moved: of receipts and their reversals the payment’s, of refunds their own. Otherwise `date`',
  }),
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
  receiptId: Id.nullable().meta({
    description:
      'The receipt that came, was reversed or paid back, was allocated from, or that a credit note gave money back to',
  }),
  receiptNumber: z.string().nullable(),
  invoiceId: Id.nullable().meta({
    description: 'The invoice that was issued, settled, due again or credited',
  }),
  invoiceNumber: z.string().nullable(),
  creditNoteId: Id.nullable(),
  creditNoteNumber: z.string().nullable(),
  refundId: Id.nullable(),
  refundNumber: z.string().nullable(),
  eventId: Id.nullable().meta({
    description:
      'The event that told of it: the `id` in `GET /events`. Null for allocations and releases from before lines told it',
  }),
  feedPosition: z.int().nullable().meta({
    description:
      'The position of that event in `GET /events`. Null as long as the feed has not got it, and while notifications is away',
  }),
});
export type JournalLine = z.infer<typeof JournalLine>;

const filters = {
  after: z.coerce
    .number()
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .optional()
    .meta({ description: 'Only what was posted since: with a higher `no`' }),
  from: Day.optional().meta({ description: 'First day' }),
  to: Day.optional().meta({ description: 'Last day' }),
  account: Account.optional(),
  documentId: Id.optional(),
  documentNumber: z
    .string()
    .trim()
    .min(1)
    .max(50)
    .optional()
    .meta({ description: 'Any part of the number of a document', examples: ['2026-0042'] }),
  receiptId: Id.optional().meta({
    description: 'With its reversal, allocations and refunds, and what credit notes gave back to it',
  }),
  invoiceId: Id.optional().meta({ description: 'With what settled it, and its credit notes' }),
  creditNoteId: Id.optional(),
  sort: z.enum(['no', 'date']).optional().meta({
    description:
      'By number (as it was posted), or by day and then by number. By number, unless `from` or `to` is given without `after`',
  }),
};

const common = { service: 'billing', tag: 'Journal' } as const;
const reading = { ...common, method: 'get', access: { permission: 'journal.view' }, status: 200 } as const;

export const listJournal = defineOperation({
  ...reading,
  id: 'listJournal',
  path: '/journal',
  summary: 'The journal, as it was posted, the oldest first',
  description:
    'Complete, whatever the customers’ security level. Numbers are given at commit, in its order: a reader who goes on after the highest one misses nothing and sees nothing twice, however many issue meanwhile. ' +
    'By day, all pages show the journal as it was when the first one was read: something may be posted later for a day that was passed.',
  query: PageQuery.omit({ q: true }).extend(filters),
  answer: page(JournalLine),
  errors: ['bad-cursor'],
});

export const exportJournal = defineOperation({
  ...reading,
  id: 'exportJournal',
  path: '/journal.csv',
  summary: 'The journal as CSV (RFC 4180), streamed',
  description:
    'Columns, filters and order as of `GET /journal`; answered as `text/csv`. Complete, whatever the customers’ security level.',
  query: z.strictObject(filters),
  answer: z.string(),
  errors: [],
});

export const JournalLock = z.object({
  version: Version,
  through: Day.nullable().meta({
    description: 'Nothing is dated on or before this day; null: the journal is open',
  }),
  changes: z
    .array(
      z.object({
        through: Day.nullable(),
        before: Day.nullable(),
        by: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
        at: Instant,
      }),
    )
    .meta({ description: 'The latest twenty, newest first' }),
});
export type JournalLock = z.infer<typeof JournalLock>;

const exampleLock: JournalLock = {
  version: 2,
  through: '2025-12-31',
  changes: [
    {
      through: '2025-12-31',
      before: null,
      by: { kind: 'user', id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b14', name: 'Fatima Finance' },
      at: '2026-02-10T09:30:00.000Z',
    },
  ],
};

export const getJournalLock = defineOperation({
  ...common,
  id: 'getJournalLock',
  method: 'get',
  path: '/journal/lock',
  summary: 'Through which day the journal is locked',
  access: { anyOf: ['journal.view', 'journal.lock', 'invoices.issue', 'receipts.issue'] },
  status: 200,
  answer: JournalLock,
  errors: [],
  examples: [{ summary: 'Last year is closed', response: exampleLock }],
});

export const setJournalLock = defineOperation({
  ...common,
  id: 'setJournalLock',
  record: 'journal',
  method: 'put',
  path: '/journal/lock',
  summary: 'Lock the journal through a day, or open it again',
  description:
    'Nothing can be issued, credited, reversed, allocated or paid back with a date on or before the day (`period-closed`). A payment of a locked period is booked with today’s date: its own day is the `valueDate`. Who moved it, from where and when, is kept.',
  access: { permission: 'journal.lock' },
  body: z.strictObject({
    through: EnteredDay.nullable().meta({
      description: 'Today by the seller’s calendar at the latest; null opens the journal',
    }),
  }),
  status: 200,
  answer: JournalLock,
  errors: ['lock-in-future', 'stale-version'],
  examples: [{ summary: 'Close last year', request: { through: '2025-12-31' }, response: exampleLock }],
});
