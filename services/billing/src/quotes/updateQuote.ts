import type { UpdateQuoteBody } from '@closeout/contracts/http/billing';
import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import type { z } from 'zod';
import { assertVisible } from '../documents/visibility.js';
import { pricedAsBefore } from '../invoices/totals.js';
import { customerOf, priceQuote } from './createQuote.js';
import { assertDraft, type Quote } from './quote.js';
import { lockQuote, saveContent } from './quoteStore.js';

/**
 * Changes a draft; all rules of a new one hold again for the result.
 * @throws DomainError `quote-not-found`, `quote-sent` (conflict), `stale-version`, and what drafting throws
 */
export async function updateQuote(
  tx: Tx,
  id: string,
  body: z.output<typeof UpdateQuoteBody>,
  request: { actor: Pick<Actor, 'clearance'>; ifMatch: number | null; now: Date },
): Promise<Quote> {
  const held = assertVisible(request.actor, await lockQuote(tx, id), 'quote', id);
  assertDraft(held);
  checkVersion(request.ifMatch, held.version);
  const { lines = held.lines, budgetNodes = held.budgetNodes, ...rest } = body;
  const priced = pricedAsBefore(lines, held.lines);
  const wanted = { ...held, ...rest };
  const customer = await customerOf(tx, wanted, request.actor);
  const quote: Quote = {
    ...wanted,
    ...priceQuote(priced, budgetNodes, wanted.currency),
    customerName: customer.name,
    securityLevel: customer.securityLevel,
    version: held.version + 1,
    updatedAt: request.now,
  };
  await saveContent(tx, quote);
  return quote;
}
