import { DomainError } from '@closeout/contracts/errors';
import { backoff } from '../waiting/backoff.js';
import { errorCode, isDatabaseAway, isDatabaseBusy, isLogRestored } from '../db/errors.js';
import { RetryLater } from './subscriptions.js';

/**
 * - `hold`: the database itself is away, or was restored. Nothing can be recorded; the message stays where it is.
 * - `retry`: it may pass. The message is parked and tried again.
 * - `dead`: it will not pass. An operator decides.
 */
export type Verdict = 'hold' | 'retry' | 'dead';

const foreignKeyViolation = '23503';

/** What is away says so itself, once: nobody else needs to. */
export function isNeighbourAway(error: unknown): boolean {
  return (
    isDatabaseAway(error) ||
    isLogRestored(error) ||
    (error instanceof DomainError && error.kind === 'unavailable')
  );
}

export function judge(error: unknown): Verdict {
  if (error instanceof RetryLater) return 'retry';
  if (isLogRestored(error)) return 'hold';
  if (error instanceof DomainError)
    return error.kind === 'unavailable' || error.kind === 'too-many' ? 'retry' : 'dead';
  if (isDatabaseAway(error)) return 'hold';
  if (isDatabaseBusy(error)) return 'retry';
  // What is referred to may be on its way on another producer's queue.
  if (errorCode(error) === foreignKeyViolation) return 'retry';
  return 'dead';
}

/** Attempts after which a message that always fails is given up: about two hours with the delays below. */
export const maxAttempts = 30;

/** From 0.2 s, doubling up to 5 minutes, with jitter. */
export function retryDelayMs(attempts: number): number {
  return backoff(Math.max(0, attempts - 1), { firstMs: 200, maxMs: 300_000 });
}

export function reasonOf(error: unknown): string {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return reason.replaceAll('\0', '\uFFFD').slice(0, 2000);
}
