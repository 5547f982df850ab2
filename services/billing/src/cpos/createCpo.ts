import { conflict, invalid } from '@closeout/contracts/errors';
import type { CreateCpoBody } from '@closeout/contracts/http/billing';
import { toMinor } from '@closeout/contracts/money';
import { requirePermission, type Actor } from '@closeout/service-kit/auth';
import type { Moment, Tx } from '@closeout/service-kit/db';
import type { z } from 'zod';
import { canSee } from '../documents/visibility.js';
import { assertNodeOfProject } from '../projects/budgetNodes.js';
import { findKnown } from '../projects/projectStore.js';
import { decideSubject } from '../projects/subject.js';
import { approveHeldQuote } from '../quotes/approveQuote.js';
import { lockQuote } from '../quotes/quoteStore.js';
import type { Quote } from '../quotes/quote.js';
import type { Cpo } from './cpo.js';
import { enterCpo, type NewCpo } from './enterCpo.js';
import { assertUnlinked } from './linkCpo.js';

/**
 * Enters a customer's purchase order; against a quote, that approves the quote (domain model, "Customers, quotes, CPOs").
 * @throws DomainError `customer-unknown`, `project-unknown`, `quote-unknown`, `budget-node-unknown`, `amount-scale` (invalid), `allocation-mismatch`,
 *   `currency-mismatch`, `cpo-number-taken`, `transition-not-allowed`, `project-locked` (conflict), `permission-missing`
 */
export async function createCpo(
  tx: Tx,
  body: z.output<typeof CreateCpoBody>,
  { actor, ...moment }: { actor: Actor } & Moment,
): Promise<Cpo> {
  const wanted = { ...body, milestoneId: null };
  const { customer } = decideSubject(wanted, await findKnown(tx, wanted), actor.clearance);
  const order: NewCpo = {
    number: body.number,
    customerId: customer.id,
    customerName: customer.name,
    securityLevel: customer.securityLevel,
    currency: body.currency,
    projectId: body.projectId,
    quoteId: body.quoteId,
    budgetNodeId: body.budgetNodeId,
    amountMinor: toMinor(body.amount, body.currency),
  };
  await assertNodeOfProject(tx, order);
  if (body.quoteId === null) return enterCpo(tx, order, { actor, ...moment });
  requirePermission(actor, 'quotes.manage');
  const quote = assertQuoteFits(await lockQuote(tx, body.quoteId), order, { id: body.quoteId, actor });
  return approveHeldQuote(
    tx,
    quote,
    { ...order, projectId: order.projectId ?? quote.projectId },
    { actor, ...moment },
  );
}

function assertQuoteFits(
  quote: Quote | null,
  order: NewCpo,
  { id: quoteId, actor }: { id: string; actor: Pick<Actor, 'clearance'> },
): Quote {
  if (!quote || !canSee(actor, quote)) {
    const detail = `There is no quote ${quoteId}, or it is not yours to see.`;
    throw invalid('quote-unknown', detail, [{ pointer: '/quoteId', code: 'quote-unknown', detail }]);
  }
  const extra = { quoteId };
  if (quote.customerId !== order.customerId)
    throw conflict('allocation-mismatch', 'The quote belongs to another customer than the order.', extra);
  if (quote.currency !== order.currency) {
    const detail = `The quote is in ${quote.currency}, the order in ${order.currency}.`;
    throw conflict('currency-mismatch', detail, { ...extra, currency: quote.currency });
  }
  if (order.projectId !== null && order.projectId !== quote.projectId)
    assertUnlinked(`Quote ${quote.number ?? quote.id}`, quote.projectId);
  return quote;
}
