import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { assertVisible } from '../documents/visibility.js';
import { assertCan, type Quote } from './quote.js';
import { announceQuote } from './quoteAnswer.js';
import { lockQuote, saveOutcome } from './quoteStore.js';

/** @throws DomainError `quote-not-found`, `transition-not-allowed` (conflict), `stale-version` */
export async function declineQuote(
  tx: Tx,
  id: string,
  request: { reason: string | null; actor: Pick<Actor, 'clearance'>; ifMatch: number | null; now: Date },
): Promise<Quote> {
  const { reason, now } = request;
  const held = assertVisible(request.actor, await lockQuote(tx, id), 'quote', id);
  checkVersion(request.ifMatch, held.version);
  const declined: Quote = {
    ...held,
    status: assertCan(held, 'decline'),
    version: held.version + 1,
    declinedAt: now,
    declineReason: reason,
    updatedAt: now,
  };
  await saveOutcome(tx, declined);
  announceQuote(tx, 'quoteDeclined', declined);
  tx.audit({ action: 'declineQuote', record: 'quote', id, detail: { reason } });
  return declined;
}
