import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { permissions as allPermissions, type Permission } from '@closeout/contracts/permissions';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import type { Actor } from '../auth/Actor.js';
import { accessTokenAudience } from '../auth/verifyAccessToken.js';
import { newId } from '../db/newId.js';

export type TestActor = Omit<Partial<Actor>, 'permissions'> & { permissions: readonly Permission[] | 'all' };

export interface TestTokens {
  jwksUrl: string;
  issuer: string;
  token(
    actor: TestActor,
    options?: { expiresInS?: number; issuer?: string; audience?: string },
  ): Promise<string>;
  /** New tokens are signed with a new key; the old one is no longer published. */
  rotate(): Promise<void>;
  close(): Promise<void>;
}

/** Stands in for the gateway: signs access tokens and publishes the key. */
export async function createTestTokens(): Promise<TestTokens> {
  const issuer = 'closeout';
  let current = await newKey();
  const server = createServer((_req, res) => {
    res
      .writeHead(200, { 'Content-Type': 'application/json', Connection: 'close' })
      .end(JSON.stringify({ keys: [current.public] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    jwksUrl: `http://127.0.0.1:${port}/.well-known/jwks.json`,
    issuer,
    async token(actor, options = {}) {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({
        name: actor.name ?? 'Test user',
        email: actor.email ?? 'test@closeout.test',
        sid: actor.sessionId ?? newId(),
        knd: actor.kind ?? 'user',
        permissions: actor.permissions === 'all' ? allPermissions : actor.permissions,
        clearance: actor.clearance ?? 9,
        eventSources: actor.eventSources,
        rv: actor.rightsVersion,
      })
        .setProtectedHeader({ alg: 'ES256', kid: current.public.kid })
        .setSubject(actor.id ?? newId())
        .setIssuer(options.issuer ?? issuer)
        .setAudience(options.audience ?? accessTokenAudience)
        .setIssuedAt(now)
        .setExpirationTime(now + (options.expiresInS ?? 3600))
        .sign(current.private);
    },
    async rotate() {
      current = await newKey();
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function newKey(): Promise<{ private: CryptoKey; public: JWK & { kid: string } }> {
  const pair = await generateKeyPair('ES256');
  return {
    private: pair.privateKey,
    public: { ...(await exportJWK(pair.publicKey)), kid: newId(), alg: 'ES256', use: 'sig' },
  };
}
