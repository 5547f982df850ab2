import { setTimeout as sleep } from 'node:timers/promises';
import { notificationsEvents } from '@closeout/contracts/events/notifications';
import { backoff, isDatabaseAway, newId, type Clock, type Database } from '@closeout/service-kit/db';
import type { Breaker } from '@closeout/service-kit/http';
import type { Logger, Reach } from '@closeout/service-kit/observability';
import { decideFate, type Fate, type RetryPolicy } from './email.js';
import type { EmailMetrics } from './emailMetrics.js';
import { claimEmails, findNextDue, settleEmail, type ClaimedEmail } from './emailStore.js';
import type { Mailer } from './smtpMailer.js';

export interface Sending {
  db: Database;
  mailer: Mailer;
  /** In front of the mailer. */
  breaker: Pick<Breaker, 'state'>;
  /** False while the database is a restored one: what was sent already is not known. */
  maySend(): boolean;
  /** Of the mail server. */
  reach: Reach;
  policy: RetryPolicy;
  /** Longer than an attempt can take. */
  leaseMs: number;
  clock: Clock;
  log: Logger;
  metrics: EmailMetrics;
  /** E-mails in hand at a time: as many as the mailer has connections, so that none waits for one while its time runs. */
  atOnce: number;
}

/**
 * Sends what is due until nothing is left. No transaction is open while the mail server is spoken to. If
 * this process dies after the server took an e-mail and before that is written down, the lease runs out
 * and the e-mail is sent again, with the same Message-ID: SMTP can do no better.
 *
 * While the breaker is open no e-mail is touched; then one at a time finds out whether the mail server is back.
 * @returns in how many milliseconds there is something to do again, where that is known
 */
export async function sendQueuedEmails(sending: Sending, signal: AbortSignal): Promise<number | undefined> {
  const { breaker, maySend, atOnce, policy } = sending;
  while (!signal.aborted && maySend()) {
    if (breaker.state === 'open') return policy.firstMs;
    const limit = breaker.state === 'closed' ? atOnce : 1;
    if ((await sendSome(sending, limit)) < limit) return dueInMs(sending);
  }
  return undefined;
}

/** What is due and was not given to us is in another replica's hands: no reason to ask without a pause. */
const shortestMs = 20;

async function dueInMs({ db, clock }: Sending): Promise<number | undefined> {
  const dueAt = await findNextDue(db);
  return dueAt === null ? undefined : Math.max(shortestMs, dueAt.getTime() - clock.now().getTime());
}

async function sendSome(sending: Sending, limit: number): Promise<number> {
  const { db, leaseMs, clock } = sending;
  const holder = newId();
  const emails = await claimEmails(db, { holder, limit, leaseMs, now: clock.now() });
  await Promise.all(emails.map((email) => sendOne(sending, email, holder)));
  return emails.length;
}

async function sendOne(sending: Sending, email: ClaimedEmail, holder: string): Promise<void> {
  const { mailer, policy, clock, log, metrics } = sending;
  if (email.expires_at !== null && email.expires_at <= clock.now()) return giveUp(sending, email, holder);
  const outcome = await mailer.send({
    messageId: email.message_id,
    to: email.recipient,
    subject: email.subject,
    text: email.text,
    html: email.html,
  });
  metrics.attempted(outcome);
  if (outcome.kind === 'unreachable') sending.reach.gone(outcome.reason);
  else sending.reach.back();
  const attempted = { attempts: email.attempts, refusals: email.refusals, queuedAt: email.queued_at };
  const delayMs = backoff(email.attempts - 1, policy);
  const fate = decideFate(attempted, outcome, policy, clock.now(), delayMs);
  const settled = await settle(sending, email.id, holder, fate);
  if (!settled) log.warn({ emailId: email.id, outcome }, 'an e-mail took longer than its lease');
  else if (fate.status !== 'SENT' && !(outcome.kind === 'unreachable' && fate.status === 'QUEUED'))
    log.warn({ emailId: email.id, attempts: email.attempts, ...fate }, 'an e-mail was not sent');
}

/** What it says has no use any more. */
async function giveUp(sending: Sending, { id, refusals }: ClaimedEmail, holder: string): Promise<void> {
  const reason = 'It could not be sent before what it says was over.';
  await settle(sending, id, holder, { status: 'FAILED', reason, refusals });
  sending.log.warn({ emailId: id, reason }, 'an e-mail was not sent');
}

/**
 * Writes the outcome down. A database that is away for a moment must not make us forget what the mail
 * server said, so it is asked again for as long as the lease runs.
 */
async function settle(
  { db, clock, leaseMs, log }: Sending,
  id: string,
  holder: string,
  fate: Fate,
): Promise<boolean> {
  const until = performance.now() + leaseMs / 2;
  for (let failures = 0; ; failures += 1) {
    try {
      return await db.transaction(async (tx) => {
        const state = await settleEmail(tx, id, holder, fate, clock.now());
        if (state === null) return false;
        if (fate.status === 'QUEUED') return true;
        const { emailSent, emailFailed } = notificationsEvents;
        const settled = fate.status === 'SENT' ? emailSent : emailFailed;
        tx.emit(settled.draft(state.id, state.version, state));
        return true;
      });
    } catch (error) {
      if (performance.now() > until) throw error;
      if (!isDatabaseAway(error))
        log.warn({ emailId: id, err: error }, 'what the mail server said could not be written down yet');
      await sleep(backoff(failures, { firstMs: 100, maxMs: 2_000 }));
    }
  }
}
