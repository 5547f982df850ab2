import { createHash } from 'node:crypto';
import type { Actor } from './Actor.js';

interface Entry {
  actor: Actor;
  /** Milliseconds; never answered past it. */
  expiresAt: number;
  keyId: string;
}

/**
 * Tokens that were verified once (checking the signature costs more than the rest of a request). Bounded;
 * by hash, so that a heap dump holds no token; the least recently used go first.
 */
export class TokenCache {
  readonly #entries = new Map<string, Entry>();
  readonly #most: number;

  constructor(most = 10_000) {
    this.#most = most;
  }

  static keyOf(token: string): string {
    return createHash('sha256').update(token).digest('base64');
  }

  get(key: string, now: number): Actor | null {
    const entry = this.#entries.get(key);
    if (!entry) return null;
    this.#entries.delete(key);
    if (entry.expiresAt <= now) return null;
    this.#entries.set(key, entry);
    return entry.actor;
  }

  set(key: string, entry: Entry): void {
    this.#entries.set(key, entry);
    if (this.#entries.size <= this.#most) return;
    const oldest = this.#entries.keys().next();
    if (!oldest.done) this.#entries.delete(oldest.value);
  }

  forget(which: (entry: Entry) => boolean): void {
    for (const [key, entry] of this.#entries) if (which(entry)) this.#entries.delete(key);
  }

  get size(): number {
    return this.#entries.size;
  }
}
