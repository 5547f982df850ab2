import { createHash } from 'node:crypto';
import type { Actor, Clock } from '@closeout/service-kit';
import type { Revocations } from '../tokens/revocations.js';

/** Who sent a request, as the services are told. */
export interface Caller {
  actor: Actor;
  /** The Authorization header for the services: always one of our own access tokens. */
  authorization: string;
  /** Milliseconds: when that token expires. */
  expiresAt: number;
  /** Session, user or API key with which the caller stands and falls. */
  subject: string | null;
}

export interface Resolved {
  caller: Caller;
  /** Milliseconds. The credential is looked at anew from then on. */
  goodUntil: number;
}

interface Entry extends Resolved {
  askedAt: number;
}

export interface CallerCache {
  /** The answer known already, without a promise: the path of nearly every request. */
  known(credential: string): Caller | null;
  find(credential: string): Promise<Caller>;
  clear(): void;
}

/**
 * Remembers whose a credential is: checking a signature or an API key costs more than all the rest of
 * a request. Bounded; by hash, so that no credential lies about in memory; never past its end, nor past a
 * revocation or a dropped signing key. Refusals are not remembered.
 */
export function createCallerCache(options: {
  resolve: (credential: string) => Promise<Resolved>;
  revocations: Revocations;
  clock: Clock;
  most?: number;
}): CallerCache {
  const { resolve, revocations, clock, most = 20_000 } = options;
  const entries = new Map<string, Entry>();
  const pending = new Map<string, Promise<Caller>>();
  const keyOf = (credential: string) => createHash('sha256').update(credential).digest('base64');

  function look(key: string): Caller | null {
    const entry = entries.get(key);
    if (!entry) return null;
    const { caller, goodUntil, askedAt } = entry;
    const revoked = caller.subject !== null && revocations.isRevokedSince(caller.subject, askedAt);
    if (!revoked && goodUntil > clock.now().getTime()) return caller;
    entries.delete(key);
    return null;
  }

  async function ask(key: string, credential: string): Promise<Caller> {
    const askedAt = clock.now().getTime();
    const resolved = await resolve(credential);
    entries.set(key, { ...resolved, askedAt });
    if (entries.size > most) {
      const oldest = entries.keys().next();
      if (!oldest.done) entries.delete(oldest.value);
    }
    return resolved.caller;
  }

  return {
    known: (credential) => look(keyOf(credential)),
    async find(credential) {
      const key = keyOf(credential);
      const known = look(key);
      if (known) return known;
      let asking = pending.get(key);
      if (!asking) {
        asking = ask(key, credential).finally(() => pending.delete(key));
        pending.set(key, asking);
      }
      return asking;
    },
    clear: () => entries.clear(),
  };
}
