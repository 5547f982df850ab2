import { accessTokenAudience, unauthenticated, type Actor } from '@closeout/service-kit/auth';
import type { Clock } from '@closeout/service-kit/db';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { KeyRing } from '../keys/keyRing.js';

export interface AccessTokens {
  /** Seconds that a token lives, unless asked for less. */
  readonly lifetime: number;
  /** @param expiresAt milliseconds; the token lives no longer than that */
  sign(actor: Actor, expiresAt?: number): Promise<string>;
  /** @throws DomainError 401 `token-invalid` or `token-expired` */
  verify(token: string): Promise<{ actor: Actor; expiresAt: number }>;
}

const Claims = z.object({
  sub: z.string(),
  name: z.string(),
  email: z.string().optional(),
  sid: z.string().optional(),
  knd: z.enum(['user', 'api-key']),
  permissions: z.array(z.string()),
  clearance: z.int(),
  eventSources: z.array(z.string()).optional(),
  rv: z.number().int().optional(),
  exp: z.number(),
});

export function createAccessTokens(options: {
  ring: KeyRing;
  issuer: string;
  lifetime: number;
  clock: Clock;
}): AccessTokens {
  const { ring, issuer, lifetime, clock } = options;

  async function sign(actor: Actor, expiresAt = Infinity): Promise<string> {
    const now = Math.floor(clock.now().getTime() / 1000);
    const key = ring.current();
    const { name, email, sessionId: sid, kind: knd, clearance, eventSources, rightsVersion: rv } = actor;
    const permissions = [...actor.permissions];
    return new SignJWT({ name, email, sid, knd, permissions, clearance, eventSources, rv })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: key.id })
      .setSubject(actor.id)
      .setIssuer(issuer)
      .setAudience(accessTokenAudience)
      .setIssuedAt(now)
      .setExpirationTime(Math.min(now + lifetime, Math.floor(expiresAt / 1000)))
      .sign(key.privateKey);
  }

  async function verify(token: string): Promise<{ actor: Actor; expiresAt: number }> {
    try {
      const { payload } = await jwtVerify(token, ({ kid }) => keyOf(kid), {
        issuer,
        audience: accessTokenAudience,
        algorithms: ['ES256'],
        currentDate: clock.now(),
        requiredClaims: ['exp', 'sub'],
      });
      const { sub, sid, knd, permissions, exp, rv, ...rest } = Claims.parse(payload);
      const actor: Actor = {
        ...rest,
        kind: knd,
        id: sub,
        sessionId: sid,
        permissions: new Set(permissions),
        rightsVersion: rv,
      };
      return { actor, expiresAt: exp * 1000 };
    } catch (error) {
      if (error instanceof errors.JWTExpired)
        throw unauthenticated('token-expired', 'The token has expired. Refresh it.', error);
      if (error instanceof errors.JOSEError || error instanceof z.ZodError) {
        throw unauthenticated('token-invalid', 'The token is not valid here.', error);
      }
      throw error;
    }
  }

  /** Another replica may have made the key a moment ago; the ring is read again every second. */
  async function keyOf(id = '') {
    const key = ring.publicKey(id);
    if (!key) throw new errors.JWKSNoMatchingKey();
    return key;
  }

  return { lifetime, sign, verify };
}
