import { z } from 'zod';
import { Amount, Currency, Id } from '../fields.js';
import { withAccess } from './fieldAccess.js';
import { JournalLine } from './billing/journal.js';
import { Warning } from './warning.js';

/** For operations that can be tried without doing anything: `?dryRun=true`. */
export const DryRunQuery = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .optional()
    .transform((value) => value === 'true')
    .meta({ description: '`true`: nothing is done; the answer is a `DryRun`, which says what would happen' }),
});

/** An e-mail that would be sent. */
export const PlannedEmail = z.object({ kind: z.string(), subject: z.string(), recipient: z.string() });
export type PlannedEmail = z.infer<typeof PlannedEmail>;

/** An issued invoice of which something is due. */
export const OpenInvoice = z.object({
  id: Id,
  number: z.string(),
  due: withAccess(
    'payments',
    Amount.meta({ description: 'Only for who sees the project’s payments' }),
  ).optional(),
  currency: Currency,
});
export type OpenInvoice = z.infer<typeof OpenInvoice>;

/** What a command would do, found out by doing it in a transaction that was rolled back. */
export const DryRun = z.object({
  dryRun: z.literal(true),
  answer: z.unknown().meta({ description: 'What would be answered. Numbers are the next ones as of now' }),
  statusChanges: z.array(
    z.object({ recordKind: z.string(), recordId: Id, from: z.string(), to: z.string() }),
  ),
  documents: withAccess(
    'money',
    z.array(z.object({ kind: z.string(), id: Id, number: z.string(), amount: Amount, currency: Currency })),
  ),
  journalLines: withAccess(
    'money',
    z.array(JournalLine.pick({ account: true, debit: true, credit: true, currency: true, taxRate: true })),
  ),
  events: z.array(z.object({ type: z.string(), subject: z.string() })),
  warnings: withAccess('money', z.array(Warning))
    .optional()
    .meta({ description: 'What deserves a second look before it is done' }),
  missing: withAccess('money', z.array(Warning))
    .optional()
    .meta({ description: 'What a valid invoice says and this one does not' }),
  emails: z
    .array(PlannedEmail)
    .nullable()
    .meta({ description: 'null: notifications is away and cannot say' }),
  openInvoices: z.array(OpenInvoice).nullish().meta({
    description:
      'Where a project is cancelled or finalized in an emergency: the invoices that stay open. null: billing is away and cannot say',
  }),
});
export type DryRun = z.infer<typeof DryRun>;
export type Consequences = Pick<
  DryRun,
  'statusChanges' | 'documents' | 'journalLines' | 'warnings' | 'missing'
>;
