import { hash } from 'node:crypto';
import type { Actor } from '@closeout/service-kit/auth';
import type { Clock } from '@closeout/service-kit/db';
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
  /** The answer known already, without a promise: the path of nearly every request. Quickest for the credential that the connection sent last. */
  known(credential: string, connection: object): Caller | null;
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
  let entries = new Map<string, Entry>();
  const pending = new Map<string, Promise<Caller>>();
  let latest = new WeakMap<object, { credential: string; entry: Entry }>();
  const keyOf = (credential: string) => hash('sha256', credential, 'base64');

  function isGood({ caller, goodUntil, askedAt }: Entry): boolean {
    const revoked = caller.subject !== null && revocations.isRevokedSince(caller.subject, askedAt);
    return !revoked && goodUntil > clock.now().getTime();
  }

  function look(key: string): Entry | null {
    const entry = entries.get(key);
    if (!entry || isGood(entry)) return entry ?? null;
    entries.delete(key);
    return null;
  }

  function known(credential: string, connection: object): Caller | null {
    const before = latest.get(connection);
    if (before?.credential === credential && isGood(before.entry)) return before.entry.caller;
    const entry = look(keyOf(credential));
    if (entry) latest.set(connection, { credential, entry });
    return entry && entry.caller;
  }

  async function ask(key: string, credential: string): Promise<Caller> {
    const askedAt = clock.now().getTime();
    const generation = entries;
    const resolved = await resolve(credential);
    if (generation !== entries) return resolved.caller; // a key was dropped meanwhile: this answer is the last
    entries.set(key, { ...resolved, askedAt });
    if (entries.size > most) {
      const oldest = entries.keys().next();
      if (!oldest.done) entries.delete(oldest.value);
    }
    return resolved.caller;
  }

  return {
    known,
    async find(credential) {
      const key = keyOf(credential);
      const found = look(key);
      if (found) return found.caller;
      let asking = pending.get(key);
      if (!asking) {
        asking = ask(key, credential).finally(() => pending.delete(key));
        pending.set(key, asking);
      }
      return asking;
    },
    clear() {
      entries = new Map();
      latest = new WeakMap();
    },
  };
}
