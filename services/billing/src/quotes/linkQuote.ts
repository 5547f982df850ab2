import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { assertNotInvoiced, type Cpo } from '../cpos/cpo.js';
import { assertUnlinked, linkHeldCpo } from '../cpos/linkCpo.js';
import type { Cause } from '../cpos/cpoChange.js';
import { lockCpos, type LockedCpos } from '../cpos/lockCpos.js';
import { assertVisible } from '../documents/visibility.js';
import { assertOpen } from '../projects/ledger.js';
import { findKnown } from '../projects/projectStore.js';
import { decideSubject } from '../projects/subject.js';
import { assertCan, type Quote } from './quote.js';
import { announceQuote } from './quoteAnswer.js';
import { findQuote, lockQuote, saveOutcome } from './quoteStore.js';

/**
 * Gives a quote a project that was created by hand, and its order too.
 * @throws DomainError `quote-not-found`, `project-unknown` (invalid), `allocation-mismatch`, `currency-mismatch`, `cpo-invoiced`,
 *   `transition-not-allowed`, `project-locked` (conflict), `stale-version`
 */
export async function linkQuote(
  tx: Tx,
  id: string,
  request: {
    projectId: string;
    actor: Pick<Actor, 'id' | 'name' | 'clearance'>;
    ifMatch: number | null;
    now: Date;
  },
): Promise<Quote> {
  const { actor, projectId } = request;
  const quote = assertVisible(actor, await lockQuote(tx, id), 'quote', id);
  checkVersion(request.ifMatch, quote.version);
  if (quote.projectId === projectId) return quote;
  assertUnlinked(`Quote ${quote.number ?? id}`, quote.projectId);
  assertCan(quote, 'link');
  const { customerId, currency } = quote;
  const wanted = { customerId, currency, projectId, milestoneId: null };
  decideSubject(wanted, await findKnown(tx, wanted), actor.clearance);
  const locked = await lockCpos(tx, { id: quote.cpoId, projectId });
  assertOpen(locked.ledgers);
  const { cpo } = locked;
  if (cpo && cpo.projectId !== projectId && cpo.status !== 'CANCELLED') {
    assertUnlinked(`Order ${cpo.number}`, cpo.projectId);
    assertNotInvoiced(cpo, 'linked');
  }
  tx.audit({ action: 'linkQuote', record: 'quote', id, detail: { projectId } });
  const linked = await linkHeldQuote(tx, quote, locked, projectId, request);
  return (await findQuote(tx, id)) ?? linked;
}

/** The quote, its order, the project's other orders and its ledger are held. */
export async function linkHeldQuote(
  tx: Tx,
  quote: Quote,
  { cpo, others }: Pick<LockedCpos, 'cpo' | 'others'>,
  projectId: string,
  cause: Cause,
): Promise<Quote> {
  const linked: Quote = { ...quote, projectId, version: quote.version + 1, updatedAt: cause.now };
  await saveOutcome(tx, linked);
  announceQuote(tx, 'quoteLinked', linked);
  if (cpo && isUnlinked(cpo)) await linkHeldCpo(tx, cpo, others, projectId, cause);
  return linked;
}

const isUnlinked = ({ projectId, status }: Cpo): boolean => projectId === null && status !== 'CANCELLED';
