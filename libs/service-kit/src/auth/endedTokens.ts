import { unauthenticated, type Actor } from './Actor.js';

/** What the gateway tells of tokens that stopped being good before they expired. */
export interface EndedToken {
  /** A session, a user or an API key. */
  subject: string;
  /** Tokens with an older version of the rights are over; null: all of them are. */
  below: number | null;
}

export interface EndedTokens {
  has(actor: Actor): boolean;
  /** @throws DomainError 401 `token-invalid` for what ended, `token-expired` where a refresh gives other rights */
  refuse(actor: Actor): void;
  /** @param now milliseconds */
  add(ended: readonly EndedToken[], now: number): void;
  onAdded(listener: () => void): void;
}

/** Kept for longer than any access token lives, and bounded. */
const keptMs = 3_600_000;
const most = 100_000;

/**
 * Sessions that ended, API keys that were revoked, and users and keys whose rights changed. A token says with which
 * version of its owner's rights it was made (`rv`): not a time, so clocks and tokens of the same second do not matter.
 */
export function createEndedTokens(): EndedTokens {
  const known = new Map<string, { below: number; at: number }>();
  const listeners: (() => void)[] = [];

  /** The lowest version of the rights that is still good; Infinity: none is. */
  const lowest = ({ id, sessionId = id }: Actor): number =>
    known.size === 0 ? 0 : Math.max(known.get(id)?.below ?? 0, known.get(sessionId)?.below ?? 0);

  return {
    has: (actor) => lowest(actor) > (actor.rightsVersion ?? 0),
    refuse(actor) {
      const below = lowest(actor);
      if (below <= (actor.rightsVersion ?? 0)) return;
      throw below === Infinity
        ? unauthenticated('token-invalid', 'The session has ended. Sign in again.')
        : unauthenticated('token-expired', 'Your rights have changed since this token was made. Refresh it.');
    },
    add(ended, now) {
      let news = false;
      for (const { subject, below } of ended) {
        const before = known.get(subject);
        const limit = Math.max(before?.below ?? 0, below ?? Infinity);
        news ||= limit !== before?.below;
        known.delete(subject);
        known.set(subject, { below: limit, at: now });
      }
      for (const [subject, { at }] of known) {
        if (at >= now - keptMs && known.size <= most) break; // oldest first
        known.delete(subject);
      }
      if (news) for (const listener of listeners) listener();
    },
    onAdded: (listener) => void listeners.push(listener),
  };
}
