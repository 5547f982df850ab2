import { errors, jwtVerify, type JWTPayload } from 'jose';
import { z } from 'zod';
import { unauthenticated, type Actor } from './Actor.js';
import { createEndedTokens, type EndedTokens } from './endedTokens.js';
import { remoteKeys } from './remoteKeys.js';
import { TokenCache } from './TokenCache.js';

export const accessTokenAudience = 'closeout';

const Claims = z.object({
  sub: z.string().min(1),
  name: z.string().default(''),
  email: z.string().optional(),
  sid: z.string().optional(),
  knd: z.enum(['user', 'api-key']),
  permissions: z.array(z.string()),
  clearance: z.number().int().min(0).max(9),
  eventSources: z.array(z.string()).optional(),
  rv: z.number().int().optional(),
  exp: z.number(),
});

export interface AccessTokenOptions {
  jwksUrl: string;
  issuer: string;
  audience?: string;
  now?: () => number;
}

export interface AccessTokenVerifier {
  /** @throws DomainError 401 `token-invalid` or `token-expired`; 503 while no key could ever be fetched */
  verify(token: string): Promise<Actor>;
  /** Tokens that are refused although they have not expired. */
  readonly ended: EndedTokens;
  /** Keys are asked for anew, and tokens verified with keys that are gone are forgotten. */
  refreshKeys(): Promise<void>;
}

/** Verifies the gateway's access tokens (ES256) by its published keys; each token once, then from memory until it expires. */
export function createAccessTokenVerifier(options: AccessTokenOptions): AccessTokenVerifier {
  const now = options.now ?? Date.now;
  const cache = new TokenCache();
  const ended = createEndedTokens();
  const keys = remoteKeys({
    url: options.jwksUrl,
    now,
    onWithdrawn: (ids) => cache.forget((entry) => ids.has(entry.keyId)),
  });

  async function verify(token: string): Promise<Actor> {
    const key = TokenCache.keyOf(token);
    const known = cache.get(key, now());
    if (known) return stillGood(known);
    const { payload, keyId } = await check(token);
    const claims = Claims.safeParse(payload);
    if (!claims.success)
      throw unauthenticated('token-invalid', 'The token lacks claims that this service needs.', claims.error);
    const actor = stillGood(actorOf(claims.data));
    cache.set(key, { actor, expiresAt: claims.data.exp * 1000, keyId });
    return actor;
  }

  async function check(token: string): Promise<{ payload: JWTPayload; keyId: string }> {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys.resolve, {
        issuer: options.issuer,
        audience: options.audience ?? accessTokenAudience,
        algorithms: ['ES256'],
        currentDate: new Date(now()),
        requiredClaims: ['exp', 'sub'],
      });
      return { payload, keyId: protectedHeader.kid ?? '' };
    } catch (error) {
      if (error instanceof errors.JWTExpired)
        throw unauthenticated('token-expired', 'The token has expired. Refresh it.', error);
      if (error instanceof errors.JOSEError)
        throw unauthenticated('token-invalid', 'The token is not valid here.', error);
      throw error;
    }
  }

  function stillGood(actor: Actor): Actor {
    ended.refuse(actor);
    return actor;
  }

  return { verify, ended, refreshKeys: keys.refresh };
}

function actorOf(claims: z.output<typeof Claims>): Actor {
  return {
    kind: claims.knd,
    id: claims.sub,
    name: claims.name,
    email: claims.email,
    permissions: new Set(claims.permissions),
    clearance: claims.clearance,
    eventSources: claims.eventSources,
    sessionId: claims.sid,
    rightsVersion: claims.rv,
  };
}
