import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { client, eventually } from '@closeout/service-kit/testing';
import {
  openBrowser,
  ownPage,
  password,
  publicOrigin,
  startGateway,
  type Browser,
  type Replica,
  type TestGateway,
} from './support/startGateway.js';

const hour = 3_600_000;
let gateway: TestGateway;
let here: Replica;
let there: Replica;
beforeAll(async () => {
  gateway = await startGateway({ replicas: 2 });
  [here, there] = gateway.replicas as [Replica, Replica];
});
afterAll(() => gateway?.stop());

const lastSeen = () => gateway.services.projects.seen.at(-1);
const refusedAt = (browser: Browser, replica: Replica) =>
  eventually(
    async () => (await browser.at(replica).get('/api/v1/projects')).status,
    (status) => status === 401,
    { timeoutMs: 3_000, what: 'the cookie being refused' },
  );

describe('Somebody who signs in with a browser', () => {
  it('gets a cookie that no script can read, and no token', async () => {
    const { status, body, headers } = await here.api.post(
      '/api/v1/auth/session',
      { email: 'finance@closeout.test', password },
      ownPage,
    );
    expect([status, body.user.email]).toEqual([200, 'finance@closeout.test']);
    expect(JSON.stringify(body)).not.toMatch(/token|cos_/i);
    expect(headers.getSetCookie()[0]).toMatch(
      /^closeout=cos_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=604800$/,
    );
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('is told who is signed in without an error, also when nobody is, or no longer', async () => {
    const path = '/api/v1/auth/session';
    expect(await here.api.get(path)).toMatchObject({ status: 200, body: { me: null } });
    const browser = await openBrowser(here, 'pm');
    const mine = (await browser.api.get('/api/v1/me')).body;
    expect(await browser.api.get(path)).toMatchObject({ status: 200, body: { me: mine } });
    await browser.api.post('/api/v1/auth/logout', {});
    expect(await browser.api.get(path)).toMatchObject({ status: 200, body: { me: null } });
    expect(await here.api.get(path, { authorization: 'Bearer nonsense' })).toMatchObject({
      status: 200,
      body: { me: null },
    });
  });

  it('works at every replica; the services see a token and never the cookie', async () => {
    const browser = await openBrowser(here, 'pm');
    expect((await browser.api.get('/api/v1/me')).body.user.email).toBe('pm@closeout.test');
    expect((await browser.at(there).get('/api/v1/projects')).status).toBe(200);
    expect(lastSeen()?.headers).toMatchObject({ authorization: expect.stringMatching(/^Bearer ey/) });
    expect(lastSeen()?.headers.cookie).toBeUndefined();
    expect((await browser.at(there).post('/api/v1/projects', { title: 'A' })).status).toBe(200);
    expect(JSON.stringify(lastSeen())).not.toContain('cos_');
  });

  it('with a wrong password gets no cookie', async () => {
    const answer = await here.api.post(
      '/api/v1/auth/session',
      { email: 'pm@closeout.test', password: 'wrong' },
      ownPage,
    );
    expect([answer.status, answer.body.code]).toEqual([401, 'sign-in-failed']);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it('is signed out everywhere by signing out once, and the browser forgets the cookie', async () => {
    const browser = await openBrowser(here, 'sales');
    expect((await browser.at(there).get('/api/v1/projects')).status).toBe(200);
    const answer = await browser.api.post('/api/v1/auth/logout', {});
    expect(answer.status).toBe(204);
    expect(answer.headers.get('set-cookie')).toMatch(/^closeout=; .*Max-Age=0$/);
    expect((await browser.api.get('/api/v1/projects')).status).toBe(401);
    await refusedAt(browser, there);
    // Once more, from a window that did not notice.
    const again = await browser.api.post('/api/v1/auth/logout', {});
    expect([again.status, again.headers.get('set-cookie')]).toEqual([
      204,
      expect.stringMatching(/Max-Age=0/),
    ]);
  });

  it('is out at once when the account is deactivated', async () => {
    const admin = await gateway.signIn('admin');
    const browser = await openBrowser(there, 'tech');
    const { id } = (await browser.api.get('/api/v1/me')).body.user;
    expect((await admin.api.patch(`/api/v1/users/${id}`, { active: false })).status).toBe(200);
    await refusedAt(browser, here);
    await refusedAt(browser, there);
    await admin.api.patch(`/api/v1/users/${id}`, { active: true });
    expect((await browser.api.get('/api/v1/me')).status).toBe(401);
  });

  it('stays signed in by working, for twelve hours from the last call on and seven days at most', async () => {
    const idle = await openBrowser(here, 'direction');
    const busy = await openBrowser(here, 'direction');
    const statusOf = async (browser: Browser) => (await browser.api.get('/api/v1/me')).status;
    for (let i = 0; i < 15; i += 1) {
      gateway.clock.advance(11 * hour);
      expect([i, await statusOf(busy)]).toEqual([i, 200]);
      if (i === 0) expect(await statusOf(idle)).toBe(200);
    }
    expect(await statusOf(idle)).toBe(401);
    gateway.clock.advance(4 * hour);
    expect(await statusOf(busy)).toBe(401);
  });
});

describe('A page of somebody else', () => {
  const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };

  it('cannot have a browser change anything: neither a form nor a script', async () => {
    const { cookie } = await openBrowser(here, 'finance');
    const seen = gateway.services.billing.seen.length;
    const form = await here.api.post('/api/v1/receipts/1/issue', 'amount=8000', {
      ...evil,
      cookie,
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect([form.status, form.body.code]).toEqual([403, 'cross-site-request']);
    // A form may say it is text and write JSON.
    const disguised = await here.api.post('/api/v1/receipts', '{"amount":"8000.00"}', {
      ...evil,
      cookie,
      'content-type': 'text/plain',
    });
    expect([disguised.status, disguised.body.code]).toEqual([403, 'cross-site-request']);
    const script = await here.api.patch('/api/v1/invoices/1', {}, { ...evil, ...{ cookie } });
    expect([script.status, script.body.code]).toEqual([403, 'cross-site-request']);
    expect(gateway.services.billing.seen).toHaveLength(seen);
  });

  it('cannot either when it sits on a neighbouring host, or hides where it is', async () => {
    const { cookie } = await openBrowser(here, 'finance');
    for (const headers of [
      { origin: 'http://other.localhost:8080', 'sec-fetch-site': 'same-site' },
      { origin: 'null' },
      {},
    ] as Record<string, string>[]) {
      const answer = await here.api.post(
        '/api/v1/users',
        {},
        {
          ...headers,
          cookie,
          'x-requested-with': 'closeout',
        },
      );
      expect([answer.status, answer.body.code]).toEqual([403, 'cross-site-request']);
    }
  });

  it('cannot sign somebody in or out', async () => {
    const attackers = { email: 'member@closeout.test', password };
    const planted = await here.api.post('/api/v1/auth/session', attackers, evil);
    expect([planted.status, planted.body.code]).toEqual([403, 'cross-site-request']);
    expect(planted.headers.get('set-cookie')).toBeNull();

    const browser = await openBrowser(here, 'finance');
    const out = await here.api.post('/api/v1/auth/logout', {}, { ...evil, cookie: browser.cookie });
    expect([out.status, out.body.code]).toEqual([403, 'cross-site-request']);
    expect((await browser.api.get('/api/v1/me')).status).toBe(200);
  });
});

describe('Our own page', () => {
  it('must send the header that no form can', async () => {
    const { cookie } = await openBrowser(here, 'finance');
    const answer = await here.api.post('/api/v1/receipts', {}, { cookie, origin: publicOrigin });
    expect([answer.status, answer.body.code]).toEqual([403, 'request-header-missing']);
  });
});

describe('Tokens and API keys', () => {
  it('need none of this, and count instead of a cookie that comes along', async () => {
    const { cookie } = await openBrowser(here, 'finance');
    const { api, accessToken } = await gateway.signIn('sales');
    expect((await api.post('/api/v1/projects', {}, { origin: 'https://evil.example' })).status).toBe(200);
    expect((await api.get('/api/v1/me', { cookie })).body.user.email).toBe('sales@closeout.test');
    const out = await client(here.url, accessToken).post('/api/v1/auth/logout', {}, { cookie });
    expect([out.status, out.headers.get('set-cookie')]).toEqual([204, null]);
    expect((await here.api.get('/api/v1/me', { cookie })).status).toBe(200);
  });

  it('are given to a program in a browser that has a cookie', async () => {
    const { cookie } = await openBrowser(here, 'finance');
    const credentials = { email: 'pm@closeout.test', password };
    expect((await here.api.post('/api/v1/auth/login', credentials, { cookie })).status).toBe(200);
  });

  it('cannot be made of a cookie', async () => {
    const { cookie } = await openBrowser(here, 'finance');
    const secret = cookie.split('=')[1] ?? '';
    for (const authorization of [`Bearer ${secret}`, `Cookie ${secret}`, secret])
      expect((await here.api.get('/api/v1/projects', { authorization })).status).toBe(401);
  });
});

it('A made-up cookie is worth nothing', async () => {
  for (const cookie of [`closeout=cos_${'a'.repeat(43)}`, 'closeout=', 'closeout=x; closeout=y'])
    expect((await here.api.get('/api/v1/projects', { cookie })).status).toBe(401);
});
