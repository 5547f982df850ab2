import type { InvoiceSummary } from '@closeout/contracts/http/billing';
import type { Actor } from '@closeout/service-kit/auth';
import type { Database } from '@closeout/service-kit/db';
import type { z } from 'zod';
import { documentPage, type DocumentQuery } from '../documents/documentPage.js';
import { subjectNamesJson, type SubjectNames } from '../documents/subjectNames.js';
import { dueOf } from './invoice.js';
import { invoiceAnswer } from './invoiceAnswer.js';
import { invoiceJson, toInvoice, type InvoiceRow } from './invoiceStore.js';

type ListQuery = Omit<DocumentQuery, 'open' | 'dueBefore'> & { open?: 'true'; overdue?: 'true' };
type Row = InvoiceRow & SubjectNames;
const json = `${invoiceJson('d', { parts: false })} || ${subjectNamesJson('d')}`;
const list = { table: 'invoice', date: 'document_date', json } as const;

export async function findInvoicePage(
  db: Database,
  { open, overdue, ...query }: ListQuery,
  actor: Pick<Actor, 'clearance'>,
  today: string,
): Promise<{ items: z.input<typeof InvoiceSummary>[]; nextCursor: string | null }> {
  const wanted: DocumentQuery = {
    ...query,
    open: Boolean(open ?? overdue),
    ...(overdue && { dueBefore: today }),
  };
  const { rows, nextCursor } = await documentPage<Row>(db, list, wanted, actor);
  return { items: rows.map((row) => summary(row, today)), nextCursor };
}

function summary(row: Row, today: string): z.input<typeof InvoiceSummary> {
  const invoice = toInvoice(row);
  const { lines, taxes, seller, buyer, supplyDate, exemptionReason, ...rest } = invoiceAnswer(invoice);
  const overdue =
    invoice.status === 'ISSUED' && dueOf(invoice) > 0n && invoice.dueDate !== null && invoice.dueDate < today;
  return { ...rest, project: row.project, milestone: row.milestone, overdue };
}
