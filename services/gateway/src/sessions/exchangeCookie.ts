import { unauthenticated, type Actor } from '@closeout/service-kit/auth';
import type { Clock, Tx } from '@closeout/service-kit/db';
import { actorOf } from './issueTokens.js';
import { hashOfToken } from './refreshToken.js';
import { cookieIdleMs } from './sessionCookie.js';
import { lacksFactor, useCookie } from './sessionStore.js';

export type ExchangeCookie = (secret: string) => Promise<{ actor: Actor; expiresAt: number }>;

/**
 * Who is signed in with a cookie, with permissions as they are now. Its end moves on by being asked for; the answer
 * is kept for half a token's life, so that is how exact the end is.
 */
export function exchangeCookie(query: Tx['query'], clock: Clock): ExchangeCookie {
  return async (secret) => {
    const now = clock.now();
    const idleEnd = new Date(now.getTime() + cookieIdleMs);
    const used = await useCookie(query, hashOfToken(secret), now, idleEnd);
    if (!used || lacksFactor(used))
      throw unauthenticated('token-invalid', 'The session has ended. Sign in again.');
    return { actor: actorOf(used, used.sessionId), expiresAt: used.sessionExpiresAt.getTime() };
  };
}
