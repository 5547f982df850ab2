import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { client, eventually, testMetricsToken, type TestClient } from '@closeout/service-kit/testing';
import { ownPage, password, startGateway, type TestGateway } from './support/startGateway.js';

const origin = 'https://app.example.com';
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({
    env: {
      RATE_LIMIT_PER_MINUTE: '30',
      RATE_LIMIT_STRANGERS_PER_MINUTE: '100',
      CORS_ORIGINS: `${origin}, https://other.example.com`,
      TRUST_PROXY: '1',
    },
  });
});
afterAll(() => gateway?.stop());

/** As if from another place each time, as long as limits are not what the test is about. */
let place = 0;
const from = (address?: string) => ({
  'x-forwarded-for': address ?? `10.1.${(place += 1) >> 8}.${place & 255}`,
});

describe('Health', () => {
  let monitor: TestClient;
  beforeAll(() => {
    monitor = gateway.api.as(testMetricsToken);
  });

  it('is live whatever happens, and ready when every service is', async () => {
    expect((await gateway.api.get('/livez')).status).toBe(200);
    const { status, body } = await monitor.get('/readyz');
    expect([status, body.checks]).toMatchObject([
      200,
      { database: 'up', projects: 'up', billing: 'up', notifications: 'up' },
    ]);
  });

  it('says which service is not ready', async () => {
    const { billing, projects } = gateway.services;
    billing.ready = false;
    await projects.stop();
    // An answer is kept for a second.
    const { status, body } = await eventually(
      () => monitor.get('/readyz'),
      (answer) => answer.body.checks.projects === 'down',
    );
    expect([status, body.checks]).toMatchObject([
      503,
      { database: 'up', projects: 'down', billing: 'down', notifications: 'up' },
    ]);
    expect((await gateway.api.get('/livez')).status).toBe(200);
    billing.ready = true;
    await projects.restart();
    await eventually(
      () => monitor.get('/readyz'),
      (answer) => answer.status === 200,
    );
  });

  it('of the parts and the metrics are for operators: a stranger hears whether it is ready, and no more', async () => {
    const { status, body } = await gateway.api.get('/readyz');
    expect([status, body]).toEqual([200, { status: 'ready', service: 'gateway' }]);
    expect((await gateway.api.get('/metrics')).status).toBe(401);
    const { api: seller } = await gateway.signIn('sales');
    expect((await seller.get('/metrics')).status).toBe(401);
    const { api: admin } = await gateway.signIn('admin');
    expect((await admin.get('/metrics')).status).toBe(200);
    expect((await admin.get('/readyz')).body.checks).toMatchObject({ database: 'up' });
  });

  it('is measured for Prometheus', async () => {
    const { body } = await monitor.get('/metrics');
    const names = [...String(body).matchAll(/^# HELP (\S+)/gm)].map((match) => match[1] ?? '');
    expect(names.filter((name) => !name.startsWith('closeout_'))).toEqual([]);
    expect(names).toEqual(
      expect.arrayContaining([
        'closeout_proxy_seconds',
        'closeout_proxy_breaker_open',
        'closeout_http_request_duration_seconds',
        'closeout_database_connections',
      ]),
    );
  });
});

describe('The documentation', () => {
  it.each(['/', '/docs', '/docs/events'])(
    'at %s loads nothing from elsewhere and runs no inline script',
    async (path) => {
      const { status, body, headers } = await gateway.api.get(path);
      expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toMatch(/script-src 'self'( 'unsafe-eval')?;/);
      expect(policy.includes('unsafe-eval')).toBe(path === '/docs/events');
      expect(body).not.toMatch(/<script>|https?:\/\/|onload=/);
      const links = [...String(body).matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
      for (const link of links)
        expect([link, (await client(gateway.url).get(link, from())).status]).toEqual([link, 200]);
    },
  );

  it('serves nothing else from its folders', async () => {
    for (const path of [
      '/docs/assets/package.json',
      '/docs/assets/..%2f..%2fpackage.json',
      '/docs/assets/constructor',
      '/docs/assets/',
    ]) {
      expect((await gateway.api.get(path)).status).toBe(404);
    }
  });

  it('describes the API in OpenAPI 3.1 and the events in AsyncAPI 3, and can be cached', async () => {
    const openapi = await gateway.api.get('/api/v1/openapi.json', from());
    expect([openapi.status, openapi.body.openapi]).toEqual([200, expect.stringMatching(/^3\.1/)]);
    expect(openapi.body.paths['/auth/login'].post.operationId).toBe('login');
    const asyncapi = await gateway.api.get('/api/v1/asyncapi.json', from());
    expect([asyncapi.status, asyncapi.body.asyncapi]).toEqual([200, expect.stringMatching(/^3\./)]);
    const again = await gateway.api.get('/api/v1/openapi.json', {
      ...from(),
      'if-none-match': openapi.headers.get('etag') ?? '',
    });
    expect(again.status).toBe(304);
  });
});

describe('Every answer', () => {
  it.each([
    '/livez',
    '/api/v1/me',
    '/api/v1/projects',
    '/api/v1/nonsense',
    '/nonsense',
    '/api/v1/openapi.json',
  ])('like that of %s carries security headers, and says nothing of what it runs on', async (path) => {
    const { headers } = await gateway.api.get(path, from());
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-request-id')).toBeTruthy();
    for (const name of ['x-powered-by', 'server']) expect(headers.get(name)).toBeNull();
  });
});

describe('Browsers of other origins', () => {
  const preflight = (from: string, path = '/api/v1/projects') =>
    fetch(gateway.url + path, {
      method: 'OPTIONS',
      headers: { origin: from, 'access-control-request-method': 'POST' },
    });

  it('may call from the configured origins, proxied or not', async () => {
    for (const path of ['/api/v1/projects', '/api/v1/auth/login']) {
      const answer = await preflight(origin, path);
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([204, origin]);
      expect(answer.headers.get('access-control-allow-headers')).toContain('Idempotency-Key');
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    }
    const { api } = await gateway.signIn('pm');
    for (const path of ['/api/v1/projects', '/api/v1/me']) {
      const { headers } = await api.get(path, { origin });
      expect([headers.get('access-control-allow-origin'), headers.get('vary')]).toEqual([origin, 'Origin']);
    }
    const refused = await gateway.api.get('/api/v1/projects', { ...from(), origin });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, origin]);
  });

  it('may not from any other', async () => {
    const answer = await preflight('https://evil.example');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    const { api } = await gateway.signIn('pm');
    expect(
      (await api.get('/api/v1/projects', { origin: 'https://evil.example' })).headers.get(
        'access-control-allow-origin',
      ),
    ).toBeNull();
  });
});

describe('Too many requests', () => {
  it('of one caller are answered 429 with Retry-After, and nobody else’s', async () => {
    const [busy, quiet] = [await gateway.signIn('sales'), await gateway.signIn('tech')];
    const answers = await Promise.all(Array.from({ length: 40 }, () => busy.api.get('/api/v1/projects')));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(10);
    const refused = await busy.api.get('/api/v1/me');
    expect([refused.status, refused.body.code]).toEqual([429, 'too-many-requests']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await quiet.api.get('/api/v1/projects')).status).toBe(200);
  });

  it('of one network of strangers are answered 429; what a client claims in front of the proxy does not help', async () => {
    const statuses = [];
    for (let i = 0; i < 110; i += 1) {
      const headers = { 'x-forwarded-for': `6.6.6.${i}, 203.0.113.9`, authorization: `Bearer wrong${i}` };
      statuses.push((await gateway.api.get(i % 2 ? '/api/v1/projects' : '/api/v1/me', headers)).status);
    }
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
    expect((await gateway.api.get('/api/v1/projects', from('203.0.113.10'))).status).toBe(401);
    expect((await gateway.api.get('/livez')).status).toBe(200);
  });

  it('of strangers keep nobody in their network from signing in again who did before', async () => {
    const office = '203.0.113.20';
    const credentials = { email: 'finance@closeout.test', password };
    const signIn = (cookie?: string) =>
      gateway.api.post('/api/v1/auth/session', credentials, {
        ...{ ...ownPage, 'x-forwarded-for': office },
        ...(cookie && { cookie }),
      });
    const first = await signIn();
    const device = first.headers.getSetCookie().find((line) => line.startsWith('closeout-device='));
    const cookie = device?.split(';', 1)[0] ?? '';

    const strangers = Array.from({ length: 110 }, () =>
      gateway.api.post('/api/v1/auth/logout', {}, { 'x-forwarded-for': office }),
    );
    expect((await Promise.all(strangers)).some(({ status }) => status === 429)).toBe(true);
    expect((await signIn()).status).toBe(429);
    // Made up, it is no device that signed in.
    expect((await signIn(`closeout-device=cod_${'A'.repeat(43)}`)).status).toBe(429);
    expect((await signIn(cookie)).status).toBe(200);
    // It has a tenth of what the network has, and no more.
    const again = Array.from({ length: 15 }, () =>
      gateway.api.post('/api/v1/auth/logout', {}, { 'x-forwarded-for': office, cookie }),
    );
    expect((await Promise.all(again)).filter(({ status }) => status === 429)).toHaveLength(6);
  });
});
