/** What came of one attempt to hand an e-mail to the mail server. */
export type Outcome =
  | { kind: 'accepted' }
  /** The server answered no to this e-mail. `permanent`: it will never take it (5xx). */
  | { kind: 'refused'; permanent: boolean; reason: string }
  /** Nothing was said about this e-mail: no connection, no sign-in, or it broke off. */
  | { kind: 'unreachable'; reason: string };

export interface RetryPolicy {
  maxRefusals: number;
  /** Before the second attempt; from then on it doubles, up to `maxMs`. */
  firstMs: number;
  maxMs: number;
  giveUpAfterMs: number;
}

export interface Attempted {
  /** Attempts so far, this one included. */
  attempts: number;
  /** Refusals before this attempt. */
  refusals: number;
  queuedAt: Date;
}

export type Fate =
  | { status: 'SENT' }
  | { status: 'FAILED'; reason: string; refusals: number }
  | { status: 'QUEUED'; reason: string; refusals: number; nextAttemptAt: Date };

/**
 * A refusal for good fails the e-mail at once, one for now after `maxRefusals`. A mail server that is
 * away says nothing about the e-mail: it stays queued, until it is too old to be worth telling.
 * @param delayMs until the next attempt
 */
export function decideFate(
  email: Attempted,
  outcome: Outcome,
  policy: RetryPolicy,
  now: Date,
  delayMs: number,
): Fate {
  if (outcome.kind === 'accepted') return { status: 'SENT' };
  const refusals = email.refusals + (outcome.kind === 'refused' ? 1 : 0);
  const { reason } = outcome;
  const permanent = outcome.kind === 'refused' && outcome.permanent;
  const tooOld = now.getTime() - email.queuedAt.getTime() >= policy.giveUpAfterMs;
  if (permanent || tooOld || refusals >= policy.maxRefusals) return { status: 'FAILED', reason, refusals };
  return { status: 'QUEUED', reason, refusals, nextAttemptAt: new Date(now.getTime() + Math.round(delayMs)) };
}
