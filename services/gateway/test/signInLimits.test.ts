import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { client } from '@closeout/service-kit/testing';
import { ownPage, password, startGateway, type Replica, type TestGateway } from './support/startGateway.js';

let gateway: TestGateway;
let here: Replica;
let there: Replica;
beforeAll(async () => {
  // One proxy in front, which tells from where each request came.
  gateway = await startGateway({ replicas: 2, env: { TRUST_PROXY: '1' } });
  [here, there] = gateway.replicas as [Replica, Replica];
});
afterAll(() => gateway?.stop());

const address = (account: string) => `${account}@closeout.test`;
async function signIn(
  account: string,
  secret: string,
  given: { from?: string; device?: string; replica?: Replica } = {},
) {
  const { from = '198.51.100.7', device, replica = here } = given;
  const headers = { ...ownPage, 'x-forwarded-for': from, ...(device && { cookie: device }) };
  const credentials = { email: address(account), password: secret };
  const answer = await client(replica.url).post('/api/v1/auth/session', credentials, headers);
  const device2 = answer.headers.getSetCookie().find((line) => line.startsWith('closeout-device='));
  return { status: answer.status, device: device2?.split(';', 1)[0] ?? '', line: device2 };
}
async function guess(times: number, account: string, given: Parameters<typeof signIn>[2] = {}) {
  const seen: number[] = [];
  for (let i = 0; i < times; i += 1) seen.push((await signIn(account, `guess ${i}`, given)).status);
  return seen;
}

describe('A browser that signed in before', () => {
  it('is known by a cookie that no script can read, and that signs nobody in', async () => {
    const { device, line } = await signIn('pm', password);
    expect(line).toMatch(
      /^closeout-device=cod_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=34560000$/,
    );
    expect((await here.api.get('/api/v1/me', { ...ownPage, cookie: device })).status).toBe(401);
    const again = await signIn('pm', password, { device });
    expect(again.device).toBe(device);
    const rows = await gateway.database.query<{ hash: Buffer }>('select hash from known_device');
    for (const { hash } of rows) expect(hash.toString('latin1')).not.toContain(device.split('=')[1]);
  });

  it('is not kept out by what strangers try, wherever they are', async () => {
    const { device } = await signIn('finance', password, { from: '192.0.2.1' });
    // From the same network, and from everywhere: the account is closed to strangers.
    expect(await guess(11, 'finance', { from: '192.0.2.1' })).toEqual([...Array(10).fill(401), 429]);
    expect((await signIn('finance', password, { from: '192.0.2.1' })).status).toBe(429);
    expect((await signIn('finance', password, { from: '192.0.2.1', device })).status).toBe(200);
    expect((await signIn('finance', password, { from: '192.0.2.1', device, replica: there })).status).toBe(
      200,
    );
  });

  it('has its own tries, and no more than those', async () => {
    const { device } = await signIn('sales', password);
    expect(await guess(11, 'sales', { device })).toEqual([...Array(10).fill(401), 429]);
    expect((await signIn('sales', password, { device })).status).toBe(429);
    // For the others the account is as open as before.
    expect((await signIn('sales', password)).status).toBe(200);
  });

  it('is a stranger to every other account, and so is a cookie that was made up', async () => {
    const { device } = await signIn('member', password, { from: '192.0.2.2' });
    for (const cookie of [device, `closeout-device=cod_${'A'.repeat(43)}`, 'closeout-device=x']) {
      await guess(4, 'tech', { from: '192.0.2.2', device: cookie });
    }
    expect((await signIn('tech', password, { from: '192.0.2.2', device })).status).toBe(429);
  });

  it('is a stranger after a new password', async () => {
    const { device } = await signIn('accounting', password);
    const { api } = await gateway.signIn('accounting');
    const changed = await api.post('/api/v1/me/password', {
      currentPassword: password,
      newPassword: 'ledgers close in december',
    });
    expect(changed.status).toBe(204);
    const [row] = await gateway.database.query<{ n: bigint }>(
      `select count(*) as n from known_device d join app_user u on u.id = d.user_id where u.email = $1`,
      [address('accounting')],
    );
    expect(row?.n).toBe(0n);
    expect((await signIn('accounting', 'ledgers close in december', { device })).status).toBe(200);
  });
});

describe('A network from which many accounts are tried', () => {
  it('locks nobody there out; each account has fewer tries', async () => {
    const from = '203.0.113.9';
    for (let i = 0; i < 110; i += 1) await signIn(`nobody${i}`, 'guess', { from });
    expect((await signIn('direction', password, { from })).status).toBe(200);
    expect(await guess(4, 'direction', { from })).toEqual([401, 401, 401, 429]);
    // Elsewhere nothing has changed.
    expect((await signIn('direction', password, { from: '203.0.113.10' })).status).toBe(200);
  });
});

describe('The demo’s accounts and the first administrator', () => {
  it('are made where there is no user, and at no later start', async () => {
    const admin = (await gateway.signIn('admin')).api;
    const { body } = await admin.get('/api/v1/users?q=direction');
    await admin.patch(`/api/v1/users/${body.items[0].id}`, { email: 'boss@example.com', name: 'Boss' });
    const logged = await restarted();
    expect((await admin.get('/api/v1/users?q=direction')).body.items).toEqual([]);
    // The account has another name, and the password that everybody can read.
    expect(logged[0]?.accounts).toContain('boss@example.com');
    expect(logged[0]?.accounts).not.toContain('accounting@closeout.test');
  });

  it('are warned of at each start, until nobody can sign in with the published password', async () => {
    const admin = (await gateway.signIn('admin')).api;
    const { items } = (await admin.get('/api/v1/users?limit=200')).body as {
      items: { id: string; email: string }[];
    };
    // One's own last: it ends one's session.
    items.sort((a, b) => Number(a.email === address('admin')) - Number(b.email === address('admin')));
    for (const { id } of items)
      await admin.patch(`/api/v1/users/${id}`, { password: `nobody finds out ${id.slice(-4)}` });
    expect(await restarted()).toEqual([]);
  });
});

/** What a further replica warns of while it starts. */
async function restarted(): Promise<{ accounts: string[] }[]> {
  const { createGateway } = await import('../src/app.js');
  const { pino } = await import('pino');
  const lines: { level: number; accounts?: string[] }[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const again = createGateway({ config: { ...gateway.service.kit.config, PORT: 0 }, log });
  await again.start();
  await again.stop();
  return lines.filter((line): line is { level: number; accounts: string[] } => line.accounts !== undefined);
}
