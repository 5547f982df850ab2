import type { QuoteSummary } from '@closeout/contracts/http/billing';
import type { Actor } from '@closeout/service-kit/auth';
import type { Database } from '@closeout/service-kit/db';
import type { z } from 'zod';
import { documentPage, type DocumentQuery } from '../documents/documentPage.js';
import { quoteAnswer } from './quoteAnswer.js';
import { quoteJson, toQuote, type QuoteRow } from './quoteStore.js';

const list = { table: 'quote', date: 'document_date', json: quoteJson('d'), searchText: true } as const;

export async function findQuotePage(
  db: Database,
  query: DocumentQuery,
  actor: Pick<Actor, 'clearance'>,
): Promise<{ items: z.input<typeof QuoteSummary>[]; nextCursor: string | null }> {
  const { rows, nextCursor } = await documentPage<QuoteRow>(db, list, query, actor);
  const items = rows.map((row) => {
    const { lines, budgetNodes, ...summary } = quoteAnswer(toQuote(row));
    return summary;
  });
  return { items, nextCursor };
}
