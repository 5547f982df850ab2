import type { Tx } from '@closeout/service-kit/db';
import { lockCpos } from '../cpos/lockCpos.js';
import { linkHeldQuote } from './linkQuote.js';
import { lockQuote } from './quoteStore.js';

/** What an event says of a project that came of a quote, or was linked to one. */
export interface ProjectOfQuote {
  id: string;
  customerId: string;
  currency: string;
  quoteId?: string | null;
}

/**
 * Billing learns of the project that a quote became, together with the project itself: `save` writes the replica. Only where customer and currency
 * agree, and once: a quote keeps the project that it has. The quote and its order are locked before the ledger that `save` writes
 * (see documents/lockDocuments.ts).
 */
export async function linkQuoteOfProject(
  tx: Tx,
  project: ProjectOfQuote,
  save: () => Promise<void>,
  now: Date,
): Promise<void> {
  const { quoteId = null } = project;
  if (quoteId === null || !(await waits(tx, quoteId))) return save();
  const quote = await lockQuote(tx, quoteId);
  const locked = await lockCpos(tx, { id: quote?.cpoId ?? null, projectId: project.id });
  await save();
  const fits = quote?.customerId === project.customerId && quote.currency === project.currency;
  if (!quote || !fits || quote.projectId !== null) return;
  await linkHeldQuote(tx, quote, locked, project.id, { now });
}

/** Every event of the project names the quote; only the first has something to do, and locks. */
async function waits(tx: Tx, quoteId: string): Promise<boolean> {
  const found = await tx.query(
    `SELECT FROM quote WHERE id = $1 AND project_id IS NULL AND status IN ('SENT', 'APPROVED')`,
    [quoteId],
  );
  return found.length > 0;
}
