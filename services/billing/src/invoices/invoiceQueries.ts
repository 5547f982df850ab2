import type { InvoiceSummary } from '@closeout/contracts';
import type { Actor, Database } from '@closeout/service-kit';
import type { z } from 'zod';
import { documentPage, type DocumentQuery } from '../documents/documentPage.js';
import { invoiceAnswer } from './invoiceAnswer.js';
import { invoiceJson, toInvoice, type InvoiceRow } from './invoiceStore.js';

const list = { table: 'invoice', date: 'document_date', json: invoiceJson('d', { parts: false }) } as const;

export async function findInvoicePage(
  db: Database,
  query: DocumentQuery,
  actor: Pick<Actor, 'clearance'>,
): Promise<{ items: z.input<typeof InvoiceSummary>[]; nextCursor: string | null }> {
  const { rows, nextCursor } = await documentPage<InvoiceRow>(db, list, query, actor);
  return { items: rows.map(summary), nextCursor };
}

function summary(row: InvoiceRow): z.input<typeof InvoiceSummary> {
  const { lines, taxes, seller, buyer, ...rest } = invoiceAnswer(toInvoice(row));
  return rest;
}
