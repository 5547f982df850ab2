import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestClient } from '@closeout/service-kit/testing';
import { openBrowser, password, startGateway, type TestGateway } from './support/startGateway.js';

let gateway: TestGateway;
/** Signed in this morning; left unlocked, or stolen. */
let old: TestClient;
let other: TestClient;
let sales: { id: string };
let left: { id: string };
let auditor: { id: string };
beforeAll(async () => {
  gateway = await startGateway();
  const { api } = await gateway.signIn('admin');
  const user = async (q: string) => (await api.get(`/api/v1/users?q=${q}`)).body.items[0] as { id: string };
  [sales, left] = [await user('sales@'), await user('tech@')];
  await api.patch(`/api/v1/users/${left.id}`, { active: false });
  auditor = (
    await api.post('/api/v1/roles', {
      ...{ key: 'auditor', name: 'Auditor', permissions: ['journal.view'], requiresSecondFactor: true },
    })
  ).body;
  [old, other] = [(await openBrowser(gateway, 'admin')).api, (await openBrowser(gateway, 'admin')).api];
  gateway.clock.advance(11 * 60_000);
});
afterAll(() => gateway?.stop());

const key = { name: 'A way back', roles: ['admin'] };
const user = (email: string) => ({ email, name: 'Ina', password: 'a way back in', roles: ['admin'] });
/** Each is a door that stays open when the session has ended. */
const doors: Record<string, (api: TestClient) => ReturnType<TestClient['get']>> = {
  'an API key': (api) => api.post('/api/v1/api-keys', key),
  'a new user': (api) => api.post('/api/v1/users', user('ina@example.com')),
  'the role of an administrator': (api) =>
    api.patch(`/api/v1/users/${sales.id}`, { roles: ['sales', 'admin'] }),
  'another address for the next link': (api) =>
    api.patch(`/api/v1/users/${sales.id}`, { email: 'other@example.com' }),
  'another password': (api) => api.patch(`/api/v1/users/${sales.id}`, { password: 'a way back in' }),
  'an account that was closed': (api) => api.patch(`/api/v1/users/${left.id}`, { active: true }),
  'a role that may do more': (api) =>
    api.patch(`/api/v1/roles/${auditor.id}`, { permissions: ['journal.view', 'users.manage'] }),
  'a role that asks for no second factor': (api) =>
    api.patch(`/api/v1/roles/${auditor.id}`, { requiresSecondFactor: false }),
  'second factors that are gone': (api) => api.delete(`/api/v1/users/${sales.id}/second-factors`),
};

describe('A session from this morning', () => {
  it.each(Object.keys(doors))('makes no lasting door: %s', async (name) => {
    const { status, body } = (await doors[name]?.(old)) ?? {};
    expect([status, body.code]).toEqual([403, 'fresh-proof-required']);
  });

  it('goes on with what lets nobody in', async () => {
    const { body: before } = await old.get(`/api/v1/users/${sales.id}`);
    expect(before).toMatchObject({ email: 'sales@closeout.test', roles: ['sales'] });
    for (const change of [{ name: 'Sonja Sales' }, { clearance: 3 }, { active: false }])
      expect((await old.patch(`/api/v1/users/${sales.id}`, change)).status).toBe(200);
    expect((await old.patch(`/api/v1/roles/${auditor.id}`, { name: 'Auditors' })).status).toBe(200);
  });

  it('makes them once its owner has shown that it is them; another session of theirs still does not', async () => {
    expect((await old.post('/api/v1/me/proof', { password: 'not this one' })).body.code).toBe(
      'password-wrong',
    );
    expect((await old.post('/api/v1/me/proof', { password })).status).toBe(204);
    for (const [name, open] of Object.entries(doors)) {
      const { status } = await open(old);
      expect([name, [200, 201, 204].includes(status)]).toEqual([name, true]);
      expect((await doors['an API key']?.(other))?.body.code).toBe('fresh-proof-required');
    }
  });
});

it('Whoever has just signed in is asked only before second factors of others go', async () => {
  const { api } = await gateway.signIn('admin');
  expect((await api.post('/api/v1/users', user('ida@example.com'))).status).toBe(201);
  const remove = () => api.delete(`/api/v1/users/${sales.id}/second-factors`);
  expect((await remove()).body.code).toBe('fresh-proof-required');
  await api.post('/api/v1/me/proof', { password });
  expect((await remove()).status).toBe(204);
});

it('A program with a key has nobody to ask', async () => {
  const { api } = await gateway.signIn('admin');
  const { body } = await api.post('/api/v1/api-keys', { name: 'HR', permissions: ['users.manage'] });
  gateway.clock.advance(11 * 60_000);
  const headers = { 'x-api-key': body.secret as string };
  const added = await gateway.api.post('/api/v1/users', user('ivo@example.com'), headers);
  expect(added.status).toBe(201);
});
