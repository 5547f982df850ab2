import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builtInRoles } from '@closeout/contracts/permissions';
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { password, startGateway, type TestGateway } from './support/startGateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway?.stop());

const login = (email: string, secret = password) =>
  gateway.api.post('/api/v1/auth/login', { email, password: secret });

describe('Signing in', () => {
  it('with the right password gives an access token for ten minutes and a refresh token', async () => {
    const { status, body, headers } = await login('finance@closeout.test');
    expect(status).toBe(200);
    expect(body).toEqual({
      accessToken: expect.any(String),
      refreshToken: expect.stringMatching(/^cor_/),
      expiresIn: 600,
    });
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('does not care about the case of the e-mail address', async () => {
    expect((await login('  Finance@CLOSEOUT.test ')).status).toBe(200);
  });

  it('gives a token that anybody can verify with the published keys, and that carries who and what', async () => {
    const { body } = await login('pm@closeout.test');
    const { payload } = await jwtVerify(
      body.accessToken,
      createRemoteJWKSet(new URL(`${gateway.url}/.well-known/jwks.json`)),
      {
        issuer: 'closeout',
        audience: 'closeout',
        algorithms: ['ES256'],
      },
    );
    expect(payload).toMatchObject({
      name: 'Petra Manager',
      email: 'pm@closeout.test',
      knd: 'user',
      clearance: 0,
      sid: expect.any(String),
    });
    expect(payload['permissions']).toEqual([...(builtInRoles['project_manager']?.permissions ?? [])].sort());
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(600);
  });

  it.each(['admin', 'sales', 'pm', 'tech', 'finance', 'direction', 'member', 'accounting'])(
    'works for the demo account %s',
    async (account) => {
      const { api } = await gateway.signIn(account);
      const { status, body } = await api.get('/api/v1/me');
      expect(status).toBe(200);
      expect(body).toMatchObject({ kind: 'user', user: { email: `${account}@closeout.test` }, roles: [{}] });
      expect(body.permissions.length).toBeGreaterThan(0);
    },
  );

  it('tells neither whether the e-mail address or the password was wrong', async () => {
    const [wrong, unknown] = [
      await login('sales@closeout.test', 'wrong'),
      await login('nobody@closeout.test', 'wrong'),
    ];
    expect(wrong.status).toBe(401);
    expect(wrong.body.code).toBe('sign-in-failed');
    const { instance: _, ...rest } = wrong.body;
    expect(unknown.body).toMatchObject(rest);
  });

  it('takes about as long for an unknown e-mail address as for a known one', async () => {
    const time = async (email: string) => {
      const start = performance.now();
      await login(email, 'wrong');
      return performance.now() - start;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let i = 0; i < 4; i += 1) {
      known.push(await time('tech@closeout.test'));
      unknown.push(await time(`nobody${i}@closeout.test`));
    }
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 2);
  });

  it('never stores a password, a refresh token or a private key as it is', async () => {
    const { body } = await login('finance@closeout.test');
    const users = await gateway.database.query<{ password_hash: string }>(
      'select password_hash from app_user',
    );
    for (const { password_hash } of users)
      expect(password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const tokens = await gateway.database.query<{ hash: Buffer }>('select hash from refresh_token');
    for (const { hash } of tokens) expect(hash.toString('latin1')).not.toContain(body.refreshToken);
    const keys = await gateway.database.query<{ private_key: Buffer; public_jwk: object }>(
      'select private_key, public_jwk from signing_key',
    );
    for (const key of keys) {
      expect(key.private_key.toString('latin1')).not.toContain('PRIVATE');
      expect(key.public_jwk).not.toHaveProperty('d');
    }
  });

  it.each([
    ['nothing', undefined],
    ['no object', []],
    ['no JSON', '{'],
    ['no password', { email: 'a@b.c' }],
    ['a password that is a number', { email: 'a@b.c', password: 1 }],
    ['an unknown field', { email: 'a@b.c', password: 'x', admin: true }],
    ['an object for an e-mail address', { email: { $gt: '' }, password: 'x' }],
    ['a password of a megabyte', { email: 'a@b.c', password: 'x'.repeat(200_000) }],
  ])('is refused with 400 for %s', async (_, body) => {
    const answer = await gateway.api.post('/api/v1/auth/login', body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });
});

describe('A token', () => {
  const withToken = (token: string) => gateway.api.as(token).get('/api/v1/me');
  const parts = async () =>
    (await gateway.signIn('member')).accessToken.split('.') as [string, string, string];
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  it('that is missing is answered 401, and how to do better', async () => {
    const answer = await gateway.api.get('/api/v1/me');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.body.code).toBe('unauthenticated');
  });

  it('with other claims than were signed is refused', async () => {
    const [header, payload, signature] = await parts();
    const claims = { ...decodeJwt(`${header}.${payload}.${signature}`), permissions: ['users.manage'] };
    expect((await withToken(`${header}.${encode(claims)}.${signature}`)).body.code).toBe('token-invalid');
  });

  it('with algorithm none is refused', async () => {
    const [, payload] = await parts();
    for (const alg of ['none', 'None', 'NONE']) {
      expect((await withToken(`${encode({ alg, typ: 'JWT' })}.${payload}.`)).status).toBe(401);
    }
  });

  it('signed with the public key as if it were a shared secret is refused', async () => {
    const [header, payload] = await parts();
    const { kid } = decodeProtectedHeader(`${header}.${payload}.x`);
    const { createHmac } = await import('node:crypto');
    const { body: jwks } = await gateway.api.get('/.well-known/jwks.json');
    const signed = `${encode({ alg: 'HS256', kid })}.${payload}`;
    for (const secret of [JSON.stringify(jwks.keys[0]), jwks.keys[0].x]) {
      const signature = createHmac('sha256', secret).update(signed).digest('base64url');
      expect((await withToken(`${signed}.${signature}`)).status).toBe(401);
    }
  });

  it('of another issuer’s key is refused, also when it says our key id', async () => {
    const { generateKeyPair, SignJWT } = await import('jose');
    const { privateKey } = await generateKeyPair('ES256');
    const [header, payload] = await parts();
    const { kid } = decodeProtectedHeader(`${header}.${payload}.x`);
    const forged = await new SignJWT(decodeJwt(`${header}.${payload}.x`))
      .setProtectedHeader({ alg: 'ES256', kid })
      .sign(privateKey);
    expect((await withToken(forged)).body.code).toBe('token-invalid');
  });

  it('between services is worth nothing at the public API', async () => {
    expect((await withToken(await gateway.service.kit.serviceTokens.own())).status).toBe(401);
  });

  it.each([
    '',
    'Bearer',
    'Bearer ',
    'Basic YWRtaW46YWRtaW4=',
    'Bearer a.b.c',
    `Bearer ${'x'.repeat(5000)}`,
    'Bearer é',
  ])('written as “%s” is refused', async (authorization) => {
    const answer = await gateway.api.get('/api/v1/me', {
      authorization: Buffer.from(authorization).toString('latin1'),
    });
    expect(answer.status).toBe(401);
    const proxied = await gateway.api.get('/api/v1/projects', {
      authorization: Buffer.from(authorization).toString('latin1'),
    });
    expect(proxied.status).toBe(401);
  });

  it('is refused once it has expired, to the second, also where it was known before', async () => {
    const { api } = await gateway.signIn('member');
    expect((await api.get('/api/v1/projects')).status).toBe(200);
    gateway.clock.advance(598_000);
    expect((await api.get('/api/v1/projects')).status).toBe(200);
    gateway.clock.advance(2_500);
    const { status, body } = await api.get('/api/v1/projects');
    expect([status, body.code]).toEqual([401, 'token-expired']);
    expect((await api.get('/api/v1/me')).body.code).toBe('token-expired');
  });
});
