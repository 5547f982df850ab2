import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { client, eventually } from '@closeout/service-kit/testing';
import { decodeProtectedHeader } from 'jose';
import { createGateway } from '../src/app.js';
import { startGateway, type Replica, type TestGateway } from './support/startGateway.js';

let gateway: TestGateway;
let there: Replica;
beforeAll(async () => {
  gateway = await startGateway({ replicas: 2 });
  there = gateway.replicas[1] as Replica;
});
afterAll(() => gateway?.stop());

const published = async (replica: Replica = gateway) =>
  (await replica.api.get('/.well-known/jwks.json')).body.keys.map(
    ({ kid }: { kid: string }) => kid,
  ) as string[];
const keyOf = (token: string) => decodeProtectedHeader(token).kid;
const works = async (token: string, replica: Replica = gateway) =>
  (await client(replica.url, token).get('/api/v1/projects')).status;

it('Replicas that start together on an empty database share one signing key', async () => {
  expect(await published()).toHaveLength(1);
  expect(await published(there)).toEqual(await published());
  const [a, b] = [await gateway.signIn('pm'), await gateway.signIn('pm', there)];
  expect(keyOf(a.accessToken)).toBe(keyOf(b.accessToken));
  expect([await works(a.accessToken, there), await works(b.accessToken)]).toEqual([200, 200]);
});

it('The published keys are public ones, with all that a verifier needs', async () => {
  const { body, headers } = await gateway.api.get('/.well-known/jwks.json');
  expect(body.keys).toEqual([
    {
      kty: 'EC',
      crv: 'P-256',
      alg: 'ES256',
      use: 'sig',
      kid: expect.any(String),
      x: expect.any(String),
      y: expect.any(String),
    },
  ]);
  expect(headers.get('content-type')).toMatch(/^application\/jwk-set\+json/);
});

it('A new key is published before it signs, and the old one is trusted until its tokens have expired', async () => {
  const admin = await gateway.signIn('admin');
  const old = keyOf(admin.accessToken);
  const { status, body } = await admin.api.post('/api/v1/auth/keys/rotate', {});
  expect(status).toBe(201);
  expect(await published()).toEqual([body.id, old]);
  await eventually(
    () => published(there),
    (keys) => keys.includes(body.id),
    { timeoutMs: 5_000 },
  );
  expect(keyOf((await gateway.signIn('pm')).accessToken)).toBe(old);

  gateway.clock.advance(46_000);
  const before = await gateway.signIn('pm');
  expect([keyOf(before.accessToken), keyOf((await gateway.signIn('pm', there)).accessToken)]).toEqual([
    body.id,
    body.id,
  ]);
  expect(await works(admin.accessToken)).toBe(200);

  gateway.clock.advance(11 * 60_000 + 1_000);
  await eventually(
    () => published(),
    (keys) => !keys.includes(String(old)),
  );
  const again = await gateway.signIn('admin');
  const listed = await again.api.get('/api/v1/auth/keys');
  expect(listed.body.items.map(({ id }: { id: string }) => id)).toEqual([body.id, old]);
});

it('A leaked key is dropped at once: its tokens are refused everywhere, and sessions go on by refreshing', async () => {
  const admin = await gateway.signIn('admin');
  const victim = await gateway.signIn('sales');
  expect([await works(victim.accessToken), await works(victim.accessToken, there)]).toEqual([200, 200]);
  const { body } = await admin.api.post('/api/v1/auth/keys/rotate', { compromised: true });
  expect(await published()).toEqual([body.id]);
  expect(await works(victim.accessToken)).toBe(401);
  await eventually(
    () => works(victim.accessToken, there),
    (status) => status === 401,
    { timeoutMs: 5_000 },
  );
  const refreshed = await gateway.api.post('/api/v1/auth/refresh', { refreshToken: victim.refreshToken });
  expect(await works(refreshed.body.accessToken)).toBe(200);
});

it('A key is replaced by age', async () => {
  const [newest] = await published();
  gateway.clock.advance(31 * 86_400_000);
  const later = createGateway({ config: { ...gateway.service.kit.config, PORT: 0 }, clock: gateway.clock });
  await later.start();
  await later.stop();
  await eventually(
    () => published(),
    ([first, second]) => first !== newest && second === newest,
  );
});

it('With another KEY_SECRET old tokens are still good, and new ones are signed with a new key', async () => {
  const before = await gateway.signIn('pm');
  const config = {
    ...gateway.service.kit.config,
    PORT: 0,
    KEY_SECRET: 'quite another secret, 32 characters and more',
  };
  const service = createGateway({ config, clock: gateway.clock });
  const { url } = await service.start();
  try {
    const other: Replica = { url, service, api: client(url) };
    expect(await works(before.accessToken, other)).toBe(200);
    const { accessToken } = await gateway.signIn('pm', other);
    expect(keyOf(accessToken)).not.toBe(keyOf(before.accessToken));
    await eventually(
      () => works(accessToken),
      (status) => status === 200,
    );
  } finally {
    await service.stop();
  }
});
