import { conflict } from '@closeout/contracts/errors';
import type { Actor } from '@closeout/service-kit/auth';
import type { Moment, Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { chooseIssueDate, whyNotIssued } from '../documents/takeNumber.js';
import { assertVisible } from '../documents/visibility.js';
import { assertCan, type Quote } from './quote.js';
import { announceQuote } from './quoteAnswer.js';
import { lockQuote, saveSent } from './quoteStore.js';

/**
 * The quote gets its number, and never changes again.
 * @throws DomainError `quote-not-found`, `transition-not-allowed`, `nothing-to-quote` (conflict), `stale-version`
 */
export async function sendQuote(
  tx: Tx,
  id: string,
  request: { actor: Pick<Actor, 'clearance'>; ifMatch: number | null } & Moment,
): Promise<Quote> {
  const { now, today } = request;
  const held = assertVisible(request.actor, await lockQuote(tx, id), 'quote', id);
  checkVersion(request.ifMatch, held.version);
  const status = assertCan(held, 'send');
  if (held.grossMinor === 0n) throw conflict('nothing-to-quote', 'A quote over nothing is not sent.');
  const number = {
    legalEntity: held.legalEntity,
    kind: 'QUO' as const,
    ...chooseIssueDate(undefined, today),
  };
  const sent = await saveSent(
    tx,
    { ...held, status, version: held.version + 1, sentAt: now, updatedAt: now },
    number,
  );
  if (!sent) throw await whyNotIssued(tx, number);
  announceQuote(tx, 'quoteSent', sent);
  tx.audit({ action: 'sendQuote', record: 'quote', id, detail: { number: sent.number } });
  return sent;
}
