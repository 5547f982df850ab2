import { DomainError } from '@closeout/contracts/errors';
import { unauthenticated } from '@closeout/service-kit/auth';
import type { Clock } from '@closeout/service-kit/db';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload } from 'jose';
import { request } from 'undici';
import { z } from 'zod';

export interface OutsideProvider {
  readonly issuer: string;
  /** The claims of an access token. @throws DomainError 401 `token-invalid`, `token-expired`; 503 while the provider is away */
  verify(token: string): Promise<JWTPayload>;
}

/** OpenID Connect Discovery 1.0, section 3; only what is needed to check signatures. */
const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** Asymmetric ones only: a shared secret would let us make tokens in the provider's name. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
const timeoutMs = 5_000;

/** The provider's keys are found by discovery when the first token arrives, and kept as jose keeps them. */
export function outsideProvider(options: {
  issuer: string;
  audience: string;
  clock: Clock;
}): OutsideProvider {
  const { issuer, audience, clock } = options;
  let keys: Promise<ReturnType<typeof createRemoteJWKSet>> | null = null;

  async function discover() {
    const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const { statusCode, body } = await request(url, { headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
    if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}`);
    const found = Discovery.parse(await body.json());
    if (found.issuer !== issuer) throw new Error(`${url} is the document of ${found.issuer}`);
    return createRemoteJWKSet(new URL(found.jwks_uri), { timeoutDuration: timeoutMs });
  }

  return {
    issuer,
    async verify(token) {
      try {
        keys ??= discover();
        const { payload } = await jwtVerify(token, await keys, {
          issuer,
          audience,
          algorithms,
          currentDate: clock.now(),
          clockTolerance: 5,
          requiredClaims: ['exp', 'sub'],
        });
        return payload;
      } catch (error) {
        if (error instanceof errors.JWTExpired)
          throw unauthenticated('token-expired', 'The token has expired.', error);
        if (error instanceof errors.JOSEError && !isAway(error)) {
          throw unauthenticated('token-invalid', 'The token is not valid here.', error);
        }
        keys = null; // asked anew the next time
        throw new DomainError('unavailable', 'service-unavailable', {
          detail: 'The provider of sign-ins does not answer, so tokens cannot be checked.',
          retryAfter: 5,
          cause: error,
        });
      }
    },
  };
}

function isAway(error: errors.JOSEError): boolean {
  return error instanceof errors.JWKSTimeout || error.code === 'ERR_JOSE_GENERIC';
}
