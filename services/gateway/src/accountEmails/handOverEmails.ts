import { AccountEmailTaken, type AccountEmail } from '@closeout/contracts/http/internal';
import type { Clock, Tx } from '@closeout/service-kit/db';
import type { Peer } from '@closeout/service-kit/http';
import type { Logger } from '@closeout/service-kit/observability';
import type { Seal } from '../keys/seal.js';
import {
  claimAccountEmails,
  forgetAccountEmail,
  postponeAccountEmails,
  type ClaimedEmail,
  type WaitingEmail,
} from './accountEmailStore.js';
import { sealedFor } from './writeAccountEmail.js';

interface Parts {
  query: Tx['query'];
  notifications: Pick<Peer, 'post'>;
  seal: Seal;
  clock: Clock;
  log: Logger;
}

const atOnce = 10;
/** A word of warning that comes later than this warns nobody. */
const longestMs = 3 * 24 * 3_600_000;

/**
 * Hands what waits to notifications, until it has taken it: each e-mail keeps its id, by which notifications knows one that it has.
 * Nothing here holds a transaction while it is asked.
 */
export async function handOverEmails(parts: Parts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const emails = await claimAccountEmails(parts.query, atOnce);
    const kept = await handOver(parts, emails);
    if (kept.length > 0) return postponeAccountEmails(parts.query, kept);
    if (emails.length < atOnce) return;
  }
}

/** @returns those that were not taken */
async function handOver(parts: Parts, emails: readonly ClaimedEmail[]): Promise<ClaimedEmail[]> {
  const kept: ClaimedEmail[] = [];
  for (const email of emails) {
    const told = worthTelling(parts, email);
    // One that is not taken for its own sake holds up no other; while notifications is away, the breaker answers at once.
    if (told !== null && !(await isTaken(parts, told))) kept.push(email);
    else await forgetAccountEmail(parts.query, email.id);
  }
  return kept;
}

function worthTelling({ seal, clock, log }: Parts, email: WaitingEmail): AccountEmail | null {
  const now = clock.now();
  if (email.expiresAt !== null && email.expiresAt <= now) return null;
  if (now.getTime() - email.createdAt.getTime() > longestMs && email.expiresAt === null) return null;
  const token = email.token && seal.open(email.token, sealedFor(email.id));
  if (email.token && !token) {
    log.warn({ emailId: email.id }, 'an e-mail was sealed under another KEY_SECRET and cannot be sent');
    return null;
  }
  const { id, kind, userId, address, name, language, invitedBy } = email;
  return {
    id,
    kind,
    userId,
    address,
    name,
    language,
    invitedBy,
    token: token?.toString() ?? null,
    expiresAt: email.expiresAt?.toISOString() ?? null,
    at: email.createdAt.toISOString(),
  };
}

async function isTaken({ notifications, log }: Parts, email: AccountEmail): Promise<boolean> {
  try {
    return (await notifications.post('/internal/account-emails', email, AccountEmailTaken)) !== null;
  } catch (error) {
    // That it is away is told elsewhere, once; what it answered holds nothing of the e-mail.
    log.debug({ emailId: email.id, err: error }, 'notifications did not take an e-mail yet');
    return false;
  }
}
