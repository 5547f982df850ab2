import { DomainError } from '@closeout/contracts/errors';
import type { Actor } from '../auth/Actor.js';

export interface CallLimit {
  /** @throws DomainError 429 `too-many-requests`, until the minute is over */
  count(actor: Actor): void;
}

const minuteMs = 60_000;

/**
 * How many calls a minute a service takes of one caller who comes to it directly: what comes through the gateway was counted
 * there, more strictly. Other services are not counted. One look-up for each call; everything is forgotten with the minute.
 */
export function createCallLimit(perMinute: number, now: () => number = Date.now): CallLimit {
  const counts = new Map<string, { calls: number }>();
  let minute = 0;
  return {
    count(actor) {
      if (actor.kind === 'service') return;
      const at = now();
      const present = Math.floor(at / minuteMs);
      if (present !== minute) {
        minute = present;
        counts.clear();
      }
      const known = counts.get(actor.id);
      if (!known) counts.set(actor.id, { calls: 1 });
      else if (known.calls < perMinute) known.calls += 1;
      else {
        throw new DomainError('too-many', 'too-many-requests', {
          detail: `More than ${perMinute} calls in this minute. Wait for the next one.`,
          retryAfter: Math.max(1, Math.ceil(((present + 1) * minuteMs - at) / 1000)),
        });
      }
    },
  };
}
