import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { builtInRoles } from '@closeout/contracts/permissions';
import { client, eventually } from '@closeout/service-kit/testing';
import { decodeJwt } from 'jose';
import { createGateway } from '../src/app.js';
import { password, startGateway, type TestGateway } from './support/startGateway.js';
import { startIssuer, type Issuer } from './support/startIssuer.js';

let issuer: Issuer;
let gateway: TestGateway;
beforeAll(async () => {
  issuer = await startIssuer('closeout-api');
  gateway = await startGateway({
    replicas: 2,
    env: {
      OIDC_ISSUER: issuer.url,
      OIDC_AUDIENCE: 'closeout-api',
      OIDC_ROLE_CLAIM: 'realm_access.roles',
      DEMO_ACCOUNTS: '1',
    },
  });
});
afterAll(async () => {
  await gateway?.stop();
  await issuer?.stop();
});

const ann = {
  sub: 'ann-1',
  name: 'Ann Outside',
  email: 'Ann@example.com',
  email_verified: true,
  realm_access: { roles: ['Finance', 'offline_access'] },
};
const as = (token: string, replica = 0) => client(gateway.replicas[replica]?.url ?? '', token);
const usersLike = (email: string) =>
  gateway.database.query<{ id: string; active: boolean; name: string }>(
    'select id, active, name from app_user where email = $1',
    [email],
  );

it('A token of the provider is accepted; services see one of ours with the permissions of the mapped roles', async () => {
  gateway.services.billing.seen.length = 0;
  const token = await issuer.token(ann);
  const { status } = await as(token).get('/api/v1/customers');
  expect(status).toBe(200);
  const { authorization } = gateway.services.billing.seen[0]?.headers ?? {};
  expect(authorization).not.toContain(token);
  const claims = decodeJwt(String(authorization).replace('Bearer ', ''));
  expect(claims).toMatchObject({
    iss: 'closeout',
    aud: 'closeout',
    name: 'Ann Outside',
    email: 'ann@example.com',
    knd: 'user',
  });
  expect(claims['permissions']).toEqual([...(builtInRoles['finance']?.permissions ?? [])].sort());
  const me = await as(token).get('/api/v1/me');
  expect(me.body).toMatchObject({
    kind: 'user',
    user: { id: claims.sub, email: 'ann@example.com' },
    roles: [{ key: 'finance' }],
  });
});

it('The user is made on first sight, once, and the other services are told', async () => {
  const bea = { ...ann, sub: 'bea-1', email: 'bea@example.com' };
  const tokens = await Promise.all([0, 1, 2, 3].map((n) => issuer.token({ ...bea, n })));
  const answers = await Promise.all(tokens.map((token, i) => as(token, i % 2).get('/api/v1/customers')));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  const users = await usersLike('bea@example.com');
  expect(users).toHaveLength(1);
  const events = await gateway.database.query<{ type: string; data: object }>(
    'select type, data from kit.event_log where subject = $1',
    [users[0]?.id],
  );
  expect(events).toMatchObject([
    { type: 'gateway.user-created.v1', data: { roles: ['finance'], active: true } },
  ]);
});

it('Roles and name follow the provider', async () => {
  await as(await issuer.token(ann)).get('/api/v1/customers');
  const promoted = await issuer.token({
    ...ann,
    name: 'Ann Promoted',
    realm_access: { roles: ['direction'] },
  });
  const { body } = await as(promoted).get('/api/v1/me');
  expect([body.user.name, body.roles]).toEqual(['Ann Promoted', [{ key: 'direction', name: 'Direction' }]]);
});

it('Nobody is linked to a known user by an e-mail address that the provider does not vouch for', async () => {
  const claimant = { sub: 'mallory', email: 'admin@closeout.test', realm_access: { roles: [] } };
  const { status, body } = await as(await issuer.token({ ...claimant, email_verified: false })).get(
    '/api/v1/me',
  );
  expect([status, body.code]).toEqual([403, 'external-email-taken']);
  const proxied = await as(await issuer.token({ ...claimant, email_verified: 'true' })).get(
    '/api/v1/customers',
  );
  expect(proxied.status).toBe(403);
});

it('A known user whose address the provider vouches for is linked, and keeps the same id', async () => {
  const [before] = await usersLike('tech@closeout.test');
  const token = await issuer.token({
    sub: 'theo-7',
    email: 'tech@closeout.test',
    email_verified: true,
    name: 'Theo',
    realm_access: { roles: ['technical-manager'] },
  });
  const { body } = await as(token).get('/api/v1/me');
  expect([body.user.id, body.roles[0].key]).toEqual([before?.id, 'technical_manager']);
});

it('A deactivated user is refused at once, and within a second by the other replica, whatever the provider says', async () => {
  const cid = { ...ann, sub: 'cid-1', email: 'cid@example.com' };
  const token = await issuer.token(cid);
  for (const replica of [0, 1]) expect((await as(token, replica).get('/api/v1/customers')).status).toBe(200);
  const boss = as(
    await issuer.token({ sub: 'boss', email: 'boss@example.com', realm_access: { roles: ['admin'] } }),
  );
  const [user] = await usersLike('cid@example.com');
  const refused = await boss.patch(`/api/v1/users/${user?.id}`, { roles: ['sales'] });
  expect([refused.status, refused.body.code]).toEqual([409, 'managed-by-provider']);
  expect((await boss.patch(`/api/v1/users/${user?.id}`, { active: false })).status).toBe(200);
  expect((await as(token).get('/api/v1/customers')).status).toBe(401);
  await eventually(
    () => as(token, 1).get('/api/v1/customers'),
    ({ status }) => status === 401,
    { timeoutMs: 3_000 },
  );
  expect((await as(await issuer.token(cid)).get('/api/v1/customers')).status).toBe(401);
});

it.each([
  ['for another audience', () => issuer.token(ann, { audience: 'another-program' })],
  ['that has expired', () => issuer.token(ann, { expiresIn: -60 })],
  ['of another issuer', () => issuer.token(ann, { issuer: 'https://evil.example' })],
  ['signed by a key that the provider did not publish', () => issuer.forged({ ...ann, iss: issuer.url })],
  ['without a subject', () => issuer.token({ name: 'Nobody' })],
  [
    'without a signature',
    async () =>
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await issuer.token(ann)).split('.')[1]}.`,
  ],
])('A token %s is refused', async (_, make) => {
  const { status, body } = await as(await make()).get('/api/v1/customers');
  expect(status).toBe(401);
  expect(body.code).toMatch(/^token-/);
});

it('The local sign-in is off, unless it is asked for', async () => {
  const login = { email: 'admin@closeout.test', password };
  const { status, body } = await gateway.api.post('/api/v1/auth/login', login);
  expect([status, body.code]).toEqual([403, 'local-sign-in-off']);
  const both = createGateway({ config: { ...gateway.service.kit.config, PORT: 0, LOCAL_LOGIN: true } });
  const { url } = await both.start();
  try {
    expect((await client(url).post('/api/v1/auth/login', login)).status).toBe(200);
    expect((await client(url, await issuer.token(ann)).get('/api/v1/customers')).status).toBe(200);
  } finally {
    await both.stop();
  }
});

it('While the provider is away its tokens cannot be checked by a replica that has just started: 503, not 401', async () => {
  issuer.away = true;
  const fresh = createGateway({ config: { ...gateway.service.kit.config, PORT: 0 } });
  const { url } = await fresh.start();
  try {
    const token = await issuer.token(ann);
    const { status, body, headers } = await client(url, token).get('/api/v1/customers');
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'service-unavailable', '5']);
    issuer.away = false;
    expect((await client(url, token).get('/api/v1/customers')).status).toBe(200);
  } finally {
    issuer.away = false;
    await fresh.stop();
  }
});
