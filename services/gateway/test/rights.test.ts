import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAccessTokenVerifier, unauthenticated } from '@closeout/service-kit/auth';
import { client, eventually, serviceToken, type TestClient } from '@closeout/service-kit/testing';
import {
  openBrowser,
  signIn,
  startGateway,
  type Replica,
  type SignedIn,
  type TestGateway,
} from './support/startGateway.js';

let gateway: TestGateway;
let here: Replica;
let there: Replica;
let admin: TestClient;
beforeAll(async () => {
  gateway = await startGateway({ replicas: 2 });
  [here, there] = gateway.replicas as [Replica, Replica];
  admin = (await gateway.signIn('admin')).api;
});
afterAll(() => gateway?.stop());

let added = 0;
async function someone(more: object): Promise<{ id: string; email: string; session: SignedIn }> {
  const email = `rights${(added += 1)}@example.com`;
  const { body } = await admin.post('/api/v1/users', {
    email,
    name: email,
    password: 'long enough',
    ...more,
  });
  return { id: body.id, email, session: await signIn(here, email, 'long enough') };
}
const codeOf = async (api: TestClient, path = '/api/v1/projects') => {
  const { status, body } = await api.get(path);
  return status === 200 ? 200 : body.code;
};
const refresh = async ({ refreshToken }: SignedIn) =>
  (await here.api.post('/api/v1/auth/refresh', { refreshToken })).body as SignedIn;

describe('Rights that are taken away', () => {
  it('end the tokens from before at once, here and at every replica; a refresh goes on with what is left', async () => {
    const { id, session } = await someone({ roles: ['admin'] });
    expect(await codeOf(session.api, '/api/v1/users')).toBe(200);
    await admin.patch(`/api/v1/users/${id}`, { roles: ['sales'] });
    expect(await codeOf(session.api)).toBe('token-expired');
    expect(await codeOf(session.api, '/api/v1/users')).toBe('token-expired');
    const elsewhere = client(there.url, session.accessToken);
    await eventually(
      () => codeOf(elsewhere),
      (code) => code === 'token-expired',
      { timeoutMs: 2_000 },
    );
    const next = client(here.url, (await refresh(session)).accessToken);
    expect(await codeOf(next)).toBe(200);
    expect(await codeOf(next, '/api/v1/users')).toBe('permission-missing');
  });

  it.each([
    ['a lower clearance', { clearance: 0 }],
    ['no role any more', { roles: [] }],
  ])('end them for %s', async (_what, change) => {
    const { id, session } = await someone({ roles: ['sales'], clearance: 5 });
    expect(await codeOf(session.api)).toBe(200);
    await admin.patch(`/api/v1/users/${id}`, change);
    expect(await codeOf(session.api)).toBe('token-expired');
  });

  it('from a role end the tokens of all who have it, people and API keys, and nobody else’s', async () => {
    const role = await admin.post('/api/v1/roles', {
      key: 'shrinking',
      name: 'Shrinking',
      permissions: ['projects.view', 'invoices.view'],
    });
    const [first, second, other] = [
      await someone({ roles: ['shrinking'] }),
      await someone({ roles: ['shrinking', 'sales'] }),
      await someone({ roles: ['sales'] }),
    ];
    const { body: key } = await admin.post('/api/v1/api-keys', { name: 'k', roles: ['shrinking'] });
    const withKey = { 'x-api-key': key.secret };
    const seen = async () => (await here.api.get('/api/v1/me', withKey)).body.permissions;
    expect(await seen()).toEqual(['invoices.view', 'projects.view']);
    await admin.patch(`/api/v1/roles/${role.body.id}`, { permissions: ['projects.view'] });
    expect(await codeOf(first.session.api)).toBe('token-expired');
    expect(await codeOf(second.session.api)).toBe('token-expired');
    expect(await codeOf(other.session.api)).toBe(200);
    expect(await seen()).toEqual(['projects.view']);
  });

  it('are gone from a browser with its next click, without a new sign-in', async () => {
    const browser = await openBrowser(here, 'direction');
    const id = (await browser.api.get('/api/v1/me')).body.user.id;
    await admin.patch(`/api/v1/users/${id}`, { roles: ['team_member'] });
    const { status, body } = await browser.api.get('/api/v1/me');
    expect([status, body.roles]).toEqual([200, [{ key: 'team_member', name: 'Team member' }]]);
    expect(body.permissions).not.toContain('invoices.view');
  });

  it('are told to services that are called directly', async () => {
    const { id, session } = await someone({ roles: ['admin'] });
    const service = createAccessTokenVerifier({
      jwksUrl: `${here.url}/.well-known/jwks.json`,
      issuer: 'closeout',
    });
    await expect(service.verify(session.accessToken)).resolves.toMatchObject({ id });
    await admin.patch(`/api/v1/users/${id}`, { roles: [] });
    const peer = client(here.url, await serviceToken('projects'));
    const { body } = await peer.get('/internal/ended-tokens');
    service.ended.add(body.items, Date.now());
    await expect(service.verify(session.accessToken)).rejects.toMatchObject(
      unauthenticated('token-expired', 'Your rights have changed since this token was made. Refresh it.'),
    );
    await expect(service.verify((await refresh(session)).accessToken)).resolves.toMatchObject({ id });
    // Nobody else is told.
    expect((await admin.get('/internal/ended-tokens')).status).toBe(401);
    const later = await peer.get(`/internal/ended-tokens?since=${encodeURIComponent(body.until)}`);
    expect(later.status).toBe(200);
  });
});

describe('An administrator who is demoted at this moment', () => {
  it('cannot give the role back, nor leave a way back in, however the two requests meet', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { id, session } = await someone({ roles: ['admin'] });
      const [, ...tries] = await Promise.all([
        admin.patch(`/api/v1/users/${id}`, { roles: [] }),
        client(there.url, session.accessToken).patch(`/api/v1/users/${id}`, { roles: ['admin'] }),
        client(there.url, session.accessToken).post('/api/v1/users', {
          email: `friend${round}@example.com`,
          name: 'Friend',
          password: 'long enough',
          roles: ['admin'],
        }),
      ]);
      const { body } = await admin.get(`/api/v1/users/${id}`);
      expect(body.roles).toEqual([]);
      // What was asked before the demotion counts; what came after it does not.
      for (const { status, body } of tries)
        expect([200, 201, 'token-expired']).toContain(status < 300 ? status : body.code);
    }
  });

  it('is refused by the transaction itself when a token passed a moment before', async () => {
    const { id, session } = await someone({ roles: ['admin'] });
    // As at another replica that has not polled yet: the row is there, the token still passes.
    await gateway.database.query(`update app_user set rights_version = rights_version + 1 where id = $1`, [
      id,
    ]);
    for (const attempt of [
      session.api.patch(`/api/v1/users/${id}`, { roles: ['admin'] }),
      session.api.post('/api/v1/roles', { key: 'sly', name: 'Sly', permissions: ['users.manage'] }),
      session.api.post('/api/v1/api-keys', { name: 'Sly', roles: ['admin'] }),
    ]) {
      const { status, body } = await attempt;
      expect([status, body.code]).toEqual([401, 'token-expired']);
    }
  });
});
