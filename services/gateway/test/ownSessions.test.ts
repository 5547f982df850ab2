import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { client, type TestClient } from '@closeout/service-kit/testing';
import { openBrowser, ownPage, password, startGateway, type TestGateway } from './support/startGateway.js';

let gateway: TestGateway;
let admin: TestClient;
beforeAll(async () => {
  gateway = await startGateway();
  admin = (await gateway.signIn('admin')).api;
});
afterAll(() => gateway?.stop());

interface Own {
  id: string;
  current: boolean;
  kind: string;
  program: string | null;
  address: string | null;
}
const sessions = async (api: TestClient): Promise<Own[]> => (await api.get('/api/v1/me/sessions')).body.items;

describe('Somebody’s own sessions', () => {
  it('are listed with where and when they were begun, and which one asks', async () => {
    const browser = await openBrowser(gateway, 'finance');
    const program = await gateway.signIn('finance');
    const listed = await sessions(browser.api);
    expect(listed).toEqual([
      expect.objectContaining({
        current: false,
        kind: 'program',
        address: expect.stringContaining('127.0.0.1'),
      }),
      expect.objectContaining({ current: true, kind: 'browser', program: expect.any(String) }),
    ]);
    expect(JSON.stringify(listed)).not.toMatch(/hash|secret|cos_|cor_/);
    expect((await sessions(program.api)).map(({ current }) => current)).toEqual([true, false]);
  });

  it('are signed out one by one, at once', async () => {
    const mine = await openBrowser(gateway, 'pm');
    const lost = await gateway.signIn('pm');
    const [other] = (await sessions(mine.api)).filter(({ current }) => !current);
    expect((await mine.api.post(`/api/v1/me/sessions/${other?.id}/end`)).status).toBe(204);
    expect((await lost.api.get('/api/v1/projects')).status).toBe(401);
    expect((await sessions(mine.api)).map(({ current }) => current)).toEqual([true]);
    // Once more changes nothing.
    expect((await mine.api.post(`/api/v1/me/sessions/${other?.id}/end`)).status).toBe(204);
  });

  it('are signed out all but this one, and other browsers are strangers then', async () => {
    const [mine, other] = [await openBrowser(gateway, 'sales'), await openBrowser(gateway, 'sales')];
    const program = await gateway.signIn('sales');
    expect((await mine.api.post('/api/v1/me/sessions/end-others')).status).toBe(204);
    expect((await other.api.get('/api/v1/me')).status).toBe(401);
    expect((await program.api.get('/api/v1/me')).status).toBe(401);
    expect((await sessions(mine.api)).length).toBe(1);
  });

  it('are nobody else’s to see or to end', async () => {
    const mine = await openBrowser(gateway, 'tech');
    const [own] = await sessions(mine.api);
    const { status, body } = await admin.post(`/api/v1/me/sessions/${own?.id}/end`);
    expect([status, body.code]).toEqual([404, 'session-not-found']);
    expect((await mine.api.get('/api/v1/me')).status).toBe(200);
    expect((await gateway.api.get('/api/v1/me/sessions')).status).toBe(401);
  });
});

describe('A password that somebody else chose', () => {
  const login = (email: string, secret: string, newPassword?: string) =>
    gateway.api.post('/api/v1/auth/login', { email, password: secret, newPassword });
  const add = async (email: string, secret: string) =>
    (await admin.post('/api/v1/users', { email, name: 'Nina New', password: secret, roles: ['sales'] })).body;

  it('opens nothing but the choice of another one', async () => {
    await add('nina@example.com', 'handed over by hand');
    const refused = await login('nina@example.com', 'handed over by hand');
    expect([refused.status, refused.body.code]).toEqual([403, 'password-change-required']);
    expect(JSON.stringify(refused.body)).not.toMatch(/token/i);
    // Nobody learns more by a wrong one.
    expect((await login('nina@example.com', 'guessed', 'a password of my own')).status).toBe(401);
    // Not the same again, nor one that is tried first.
    for (const bad of ['handed over by hand', 'password123', 'nina@example.com']) {
      const { status, body } = await login('nina@example.com', 'handed over by hand', bad);
      expect([status, body.code, body.errors[0].pointer]).toEqual([
        400,
        'password-guessable',
        '/newPassword',
      ]);
    }
    expect((await login('nina@example.com', 'handed over by hand', 'a password of my own')).status).toBe(200);
    expect((await login('nina@example.com', 'handed over by hand')).status).toBe(401);
    expect((await login('nina@example.com', 'a password of my own')).status).toBe(200);
  });

  it('is one that an administrator gives later, too, in a browser as well', async () => {
    const { id } = await add('otto@example.com', 'handed over by hand');
    await login('otto@example.com', 'handed over by hand', 'a password of my own');
    await admin.patch(`/api/v1/users/${id}`, { password: 'forgotten and given anew' });
    const open = (newPassword?: string) =>
      client(gateway.url).post(
        '/api/v1/auth/session',
        { email: 'otto@example.com', password: 'forgotten and given anew', newPassword },
        ownPage,
      );
    expect((await open()).body.code).toBe('password-change-required');
    expect((await open('another one of my own')).status).toBe(200);
  });

  it.each([
    ['that everybody tries first', 'password123'],
    ['of blanks', '            '],
    ['that is the owner’s address', 'weak@example.com'],
    ['that stands in the README', password],
  ])('is not one %s', async (_what, weak) => {
    const answer = await admin.post('/api/v1/users', {
      email: 'weak@example.com',
      name: 'Weak',
      password: weak,
    });
    expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([
      400,
      'password-guessable',
      '/password',
    ]);
  });
});

it('One’s own new password is not one that is tried first either', async () => {
  const { api } = await gateway.signIn('member');
  const { status, body } = await api.post('/api/v1/me/password', {
    currentPassword: password,
    newPassword: 'Passwort123',
  });
  expect([status, body.code, body.errors[0].pointer]).toEqual([400, 'password-guessable', '/newPassword']);
});

it('The first administrator’s password is not one that is tried first: the gateway does not start with it', async () => {
  const env = { DEMO_ACCOUNTS: '0', ADMIN_EMAIL: 'first@example.com', ADMIN_PASSWORD: 'password123' };
  await expect(startGateway({ env })).rejects.toThrow('ADMIN_PASSWORD');
});

it('Many password changes at once leave the database to the others', async () => {
  const { api } = await gateway.signIn('direction');
  const changes = Promise.all(
    Array.from({ length: 24 }, () =>
      api.post('/api/v1/me/password', { currentPassword: 'not this one', newPassword: 'a better password' }),
    ),
  );
  expect((await gateway.signIn('accounting')).accessToken).toEqual(expect.any(String));
  expect((await gateway.api.get('/livez')).status).toBe(200);
  const statuses = (await changes).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([403, 429]));
});
