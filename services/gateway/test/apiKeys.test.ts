import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Operation } from '@closeout/contracts/http';
import { authOperations } from '@closeout/contracts/http/gateway';
import { eventually, type TestClient } from '@closeout/service-kit/testing';
import { decodeJwt } from 'jose';
import { startGateway, type Replica, type TestGateway } from './support/startGateway.js';

let gateway: TestGateway;
let admin: TestClient;
beforeAll(async () => {
  gateway = await startGateway({ replicas: 2 });
  admin = (await gateway.signIn('admin')).api;
});
afterAll(() => gateway?.stop());

const keys = '/api/v1/api-keys';
const make = async (body: object = {}) =>
  (await admin.post(keys, { name: 'ERP', roles: ['accounting'], ...body })).body;
const call = (secret: string, path = '/api/v1/journal', replica: Replica = gateway) =>
  replica.api.get(path, { 'x-api-key': secret });

describe('An API key', () => {
  it('shows its secret once, and never again', async () => {
    const { status, body } = await admin.post(keys, {
      name: 'ERP',
      roles: ['accounting'],
      permissions: ['projects.view'],
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: 'ERP',
      roles: ['accounting'],
      permissions: ['projects.view'],
      status: 'ACTIVE',
      expiresAt: null,
    });
    expect(body.secret).toMatch(/^cok_[0-9a-f]{32}_[\w-]{43}$/);
    const [list, one] = [await admin.get(keys), await admin.get(`${keys}/${body.id}`)];
    expect(JSON.stringify([list.body, one.body])).not.toContain('secret');
    const rows = await gateway.database.query('select * from api_key');
    expect(JSON.stringify(rows)).not.toContain(body.secret.slice(-43));
  });

  it('made twice with one Idempotency-Key is one key with one secret, which is stored nowhere in the clear', async () => {
    const twin = () =>
      admin.post(keys, { name: 'Twin', roles: ['accounting'] }, { 'idempotency-key': 'twin' });
    const [first, second] = [await twin(), await twin()];
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    const [kept] = await gateway.database.query<{ body: string }>(
      `select body from kit.idempotency_key where key = 'twin'`,
    );
    expect(kept?.body).toBeTruthy();
    expect(kept?.body).not.toContain('cok_');
  });

  it('says who it is, and has nothing that only people have: sessions, factors, a password', async () => {
    const { secret } = await make();
    expect((await call(secret, '/api/v1/me')).body).toMatchObject({ kind: 'api-key', user: { name: 'ERP' } });
    const own = (Object.values(authOperations) as Operation[]).filter(({ path }) => path.startsWith('/me/'));
    expect(own.length).toBeGreaterThan(10);
    for (const { method, path } of own) {
      const answer = await fetch(`${gateway.url}/api/v1${path}`, {
        method: method.toUpperCase(),
        headers: { 'x-api-key': secret },
      });
      const { code } = (await answer.json()) as { code: string };
      expect([method, path, answer.status, code]).toEqual([method, path, 403, 'not-a-user']);
    }
  });

  it('lets a machine in; the service sees a short-lived token of ours and not the key', async () => {
    const { id, secret } = await make({ clearance: 2 });
    gateway.services.billing.seen.length = 0;
    expect((await call(secret)).status).toBe(200);
    const [seen] = gateway.services.billing.seen;
    expect(JSON.stringify(seen)).not.toContain(secret);
    expect(seen?.headers).not.toHaveProperty('x-api-key');
    const claims = decodeJwt(String(seen?.headers.authorization).replace('Bearer ', ''));
    expect(claims).toMatchObject({ sub: id, knd: 'api-key', name: 'ERP', clearance: 2 });
    expect(claims['permissions']).toContain('journal.view');
    expect((claims.exp ?? 0) - Date.now() / 1000).toBeLessThanOrEqual(600);
    const used = await admin.get(`${keys}/${id}`);
    expect(used.body.lastUsedAt).not.toBeNull();
  });

  it('for billing’s events only says so to the service', async () => {
    const permissions = ['events.view_all'];
    const body = await make({ name: 'Ledger', roles: [], permissions, eventSources: ['billing'] });
    expect((await admin.get(`${keys}/${body.id}`)).body).toMatchObject({
      permissions,
      eventSources: ['billing'],
    });
    gateway.services.notifications.seen.length = 0;
    expect((await call(body.secret, '/api/v1/events')).status).toBe(200);
    const claims = decodeJwt(
      String(gateway.services.notifications.seen[0]?.headers.authorization).replace('Bearer ', ''),
    );
    expect(claims).toMatchObject({ permissions, eventSources: ['billing'] });
    expect((await make()).eventSources).toBeNull();
  });

  it('works for what the gateway itself answers, with the permissions of its roles', async () => {
    const { id, secret } = await make({ name: 'Who am I' });
    const me = await call(secret, '/api/v1/me');
    expect(me.body).toMatchObject({
      kind: 'api-key',
      user: { id, name: 'Who am I', email: null },
      roles: [{ key: 'accounting' }],
    });
    expect((await call(secret, '/api/v1/users')).status).toBe(403);
    const { secret: manager } = await make({ roles: [], permissions: ['users.manage'] });
    expect((await call(manager, '/api/v1/users')).status).toBe(200);
  });

  it('that is revoked is refused at once here, and within a second at the other replica', async () => {
    const { id, secret } = await make();
    for (const replica of gateway.replicas) expect((await call(secret, undefined, replica)).status).toBe(200);
    const { status, body } = await admin.post(`${keys}/${id}/revoke`);
    expect([status, body.status, body.version]).toEqual([200, 'REVOKED', 2]);
    expect((await call(secret)).status).toBe(401);
    const there = gateway.replicas[1] as Replica;
    await eventually(
      () => call(secret, undefined, there),
      (answer) => answer.status === 401,
      { timeoutMs: 3_000 },
    );
    expect((await admin.post(`${keys}/${id}/revoke`)).body.version).toBe(2);
  });

  it('is good until it expires, and not a second longer', async () => {
    const expiresAt = new Date(gateway.clock.now().getTime() + 120_000).toISOString();
    const { id, secret } = await make({ expiresAt });
    expect((await call(secret)).status).toBe(200);
    gateway.clock.advance(121_000);
    expect((await call(secret)).status).toBe(401);
    expect((await admin.get(`${keys}/${id}`)).body.status).toBe('EXPIRED');
  });

  it.each([
    [{ roles: [] }, '/roles'],
    [{ name: '' }, '/name'],
    [{ roles: ['emperor'] }, '/roles/0'],
    [{ permissions: ['world.dominate'] }, '/permissions/0'],
    [{ expiresAt: '2020-01-01T00:00:00Z' }, '/expiresAt'],
    [{ expiresAt: 'tomorrow' }, '/expiresAt'],
    [{ eventSources: ['payroll'] }, '/eventSources/0'],
    [{ eventSources: [] }, '/eventSources'],
    [{ secret: 'mine' }, '/secret'],
  ])('with %j is refused, pointing at %s', async (wrong, pointer) => {
    const { status, body } = await admin.post(keys, { name: 'x', roles: ['accounting'], ...wrong });
    expect([status, body.errors[0].pointer]).toEqual([400, pointer]);
  });

  it('that was made up is refused, also when it names a key that exists', async () => {
    const { secret } = await make();
    const forged = `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`;
    const unknown = `cok_${'0'.repeat(32)}_${'A'.repeat(43)}`;
    for (const wrong of [
      forged,
      unknown,
      'cok_',
      'x',
      `${secret}x`,
      `cok_${'z'.repeat(32)}_${'A'.repeat(43)}`,
    ]) {
      expect((await call(wrong)).status).toBe(401);
      expect((await call(wrong, '/api/v1/me')).status).toBe(401);
    }
  });

  it('is listed page by page, newest first', async () => {
    for (const name of ['Listed 1', 'Listed 2', 'Listed 3']) await make({ name });
    const first = await admin.get(`${keys}?q=listed&limit=2`);
    const second = await admin.get(`${keys}?q=listed&limit=2&cursor=${first.body.nextCursor}`);
    const names = [...first.body.items, ...second.body.items].map(({ name }: { name: string }) => name);
    expect(names).toEqual(['Listed 3', 'Listed 2', 'Listed 1']);
    expect(second.body.nextCursor).toBeNull();
  });
});
