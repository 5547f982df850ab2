import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Seal } from '../keys/seal.js';

/** 256 bits; the prefix lets scanners of leaked secrets recognise it. */
const pattern = /^cor_[A-Za-z0-9_-]{43}$/;

export function newRefreshToken(): string {
  return `cor_${randomBytes(32).toString('base64url')}`;
}

/**
 * The token that follows this one. It is derived and not drawn, so that a client whose answer got lost can
 * be given the same one again, without a second token ever being alive in the session.
 */
export function nextRefreshToken(token: string, seal: Seal): string {
  return `cor_${seal.derive('refresh token', token).toString('base64url')}`;
}

export function isRefreshToken(token: string): boolean {
  return pattern.test(token);
}

export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** How long a repeated request may follow the first. */
export const repeatWithinMs = 10_000;

export interface RefreshState {
  now: Date;
  token: { expiresAt: Date; usedAt: Date | null; usedBy: Buffer | null };
  /** Whether the token that this one was exchanged for has been used. */
  successorUsed: boolean;
  session: { expiresAt: Date; revokedAt: Date | null };
  userActive: boolean;
  /** Hash of the address and program that ask. */
  client: Buffer;
}

export type RefreshDecision = 'rotate' | 'repeat' | 'refuse' | 'reused';

/**
 * What a refresh token is good for.
 *
 * `repeat`: the same client asks again within 10 s, and has not used the new token yet: its answer got
 * lost, or two of its windows refreshed together. It gets the same new token once more. This gives a thief
 * nothing to keep: there is still one living token, and whoever uses it second is found out (`reused`).
 */
export function decideRefresh(state: RefreshState): RefreshDecision {
  const { now, token, session } = state;
  if (session.revokedAt || session.expiresAt <= now || !state.userActive) return 'refuse';
  if (token.usedAt === null) return token.expiresAt > now ? 'rotate' : 'refuse';
  const soon = now.getTime() - token.usedAt.getTime() <= repeatWithinMs;
  const sameClient =
    token.usedBy?.length === state.client.length && timingSafeEqual(token.usedBy, state.client);
  return soon && sameClient && !state.successorUsed ? 'repeat' : 'reused';
}
