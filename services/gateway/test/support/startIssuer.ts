import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';

export interface Issuer {
  url: string;
  /** An access token as the provider gives one. */
  token(
    claims: JWTPayload & Record<string, unknown>,
    options?: { audience?: string; expiresIn?: number; issuer?: string },
  ): Promise<string>;
  /** Signed with a key that the provider never published. */
  forged(claims: JWTPayload): Promise<string>;
  away: boolean;
  stop(): Promise<void>;
}

/** A small OpenID Connect provider: discovery, keys, tokens. */
export async function startIssuer(audience: string): Promise<Issuer> {
  const [real, fake] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
  const jwk = { ...(await exportJWK(real.publicKey)), kid: 'provider-1', alg: 'RS256', use: 'sig' };
  const issuer: Issuer = { url: '', token, forged, away: false, stop };

  const server = createServer((req, res) => {
    if (issuer.away) return void res.writeHead(500).end();
    const answers: Record<string, unknown> = {
      '/.well-known/openid-configuration': {
        issuer: issuer.url,
        jwks_uri: `${issuer.url}/keys`,
        authorization_endpoint: `${issuer.url}/auth`,
      },
      '/keys': { keys: [jwk] },
    };
    const answer = answers[req.url ?? ''];
    res
      .writeHead(answer ? 200 : 404, { 'content-type': 'application/json' })
      .end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function token(
    claims: JWTPayload,
    options: { audience?: string; expiresIn?: number; issuer?: string } = {},
  ): Promise<string> {
    return sign(claims, real.privateKey, options);
  }
  function forged(claims: JWTPayload): Promise<string> {
    return sign(claims, fake.privateKey, {});
  }
  function sign(
    claims: JWTPayload,
    key: Parameters<SignJWT['sign']>[0],
    options: { audience?: string; expiresIn?: number; issuer?: string },
  ): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'provider-1' })
      .setIssuer(options.issuer ?? issuer.url)
      .setAudience(options.audience ?? audience)
      .setIssuedAt(now)
      .setExpirationTime(now + (options.expiresIn ?? 3600))
      .sign(key);
  }
  async function stop(): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }
  return issuer;
}
