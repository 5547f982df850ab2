import { unauthenticated } from '@closeout/service-kit/auth';
import type { Clock } from '@closeout/service-kit/db';
import type { ExchangeApiKey } from '../apiKeys/exchangeApiKey.js';
import type { ExchangeOutsideToken } from '../oidc/exchangeOutsideToken.js';
import type { ExchangeCookie } from '../sessions/exchangeCookie.js';
import type { AccessTokens } from '../tokens/accessTokens.js';
import type { Revocations } from '../tokens/revocations.js';
import type { Resolved } from './callerCache.js';

/** A credential as one string: the value of the Authorization header, or an API key with this in front. */
export const apiKeyScheme = 'ApiKey ';
/** The secret of a session cookie. No header can hold the first character, so no header passes for one. */
export const cookieScheme = '\0Cookie ';
const bearerScheme = /^bearer +/i;

export interface Sources {
  tokens: AccessTokens;
  revocations: Revocations;
  exchangeApiKey: ExchangeApiKey;
  exchangeCookie: ExchangeCookie;
  /** null: no outside provider is trusted. */
  exchangeOutsideToken: ExchangeOutsideToken | null;
  clock: Clock;
}

/**
 * Whose a credential is. Our own tokens are passed on as they are; cookies, API keys and tokens of the
 * outside provider are exchanged for short-lived tokens of our own, so that services know one kind of token only.
 * @throws DomainError 401
 */
export async function resolveCredential(sources: Sources, credential: string): Promise<Resolved> {
  if (credential.startsWith(apiKeyScheme))
    return exchanged(await sources.exchangeApiKey(credential.slice(apiKeyScheme.length)));
  if (credential.startsWith(cookieScheme))
    return exchanged(await sources.exchangeCookie(credential.slice(cookieScheme.length)));
  if (!bearerScheme.test(credential))
    throw unauthenticated('unauthenticated', 'Send “Authorization: Bearer <token>”.');
  const token = credential.replace(bearerScheme, '');
  if (sources.exchangeOutsideToken?.isForeign(token))
    return exchanged(await sources.exchangeOutsideToken.exchange(token));

  const { actor, expiresAt } = await sources.tokens.verify(token);
  sources.revocations.refuse(actor);
  const subject = actor.sessionId ?? null;
  return { caller: { actor, authorization: `Bearer ${token}`, expiresAt, subject }, goodUntil: expiresAt };

  async function exchanged({
    actor,
    expiresAt,
  }: {
    actor: Resolved['caller']['actor'];
    expiresAt: number;
  }): Promise<Resolved> {
    const now = sources.clock.now().getTime();
    const end = Math.min(expiresAt, now + sources.tokens.lifetime * 1000);
    const token = await sources.tokens.sign(actor, end);
    // Renewed at half its life: what a service gets is never about to expire.
    const goodUntil = expiresAt <= end ? end : now + (end - now) / 2;
    const subject = actor.sessionId ?? actor.id;
    return {
      caller: { actor, authorization: `Bearer ${token}`, expiresAt: end, subject },
      goodUntil,
    };
  }
}
