import { errors, jwtVerify, SignJWT } from 'jose';
import { unauthenticated, type Actor } from './Actor.js';
import { TokenCache } from './TokenCache.js';

const audience = 'closeout-internal';
const issuer = 'closeout-services';
const lifetimeS = 120;
/** A token is used for this long, so that it is never about to expire when it arrives. */
const renewAfterMs = 60_000;

export interface ServiceTokens {
  /** The token with which this service calls the others. */
  own(): Promise<string>;
  /** @throws DomainError 401 `token-invalid` */
  verify(token: string): Promise<Actor>;
}

/** Tokens between services: HS256 by the secret that all services of an installation share; short-lived. */
export function createServiceTokens(options: {
  secret: string;
  service: string;
  now?: () => number;
}): ServiceTokens {
  const now = options.now ?? Date.now;
  const secret = new TextEncoder().encode(options.secret);
  const cache = new TokenCache(1000);
  let current: { token: string; until: number } | null = null;

  async function own(): Promise<string> {
    if (current && current.until > now()) return current.token;
    const issuedAt = Math.floor(now() / 1000);
    const token = await new SignJWT({})
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(options.service)
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + lifetimeS)
      .sign(secret);
    current = { token, until: now() + renewAfterMs };
    return token;
  }

  async function verify(token: string): Promise<Actor> {
    const key = TokenCache.keyOf(token);
    const known = cache.get(key, now());
    if (known) return known;
    try {
      const { payload } = await jwtVerify(token, secret, {
        issuer,
        audience,
        algorithms: ['HS256'],
        currentDate: new Date(now()),
        clockTolerance: 5,
        requiredClaims: ['exp', 'sub'],
      });
      const name = payload.sub ?? '';
      const actor: Actor = { kind: 'service', id: name, name, permissions: new Set(), clearance: 9 };
      cache.set(key, { actor, expiresAt: (payload.exp ?? 0) * 1000, keyId: '' });
      return actor;
    } catch (error) {
      if (error instanceof errors.JOSEError)
        throw unauthenticated('token-invalid', 'This needs a token of one of the services.', error);
      throw error;
    }
  }

  return { own, verify };
}
