import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type TestClient } from '@closeout/service-kit/testing';
import { answerTo, rawRequests, textOf, type RawRequest } from './support/rawRequest.js';
import { startGateway, type TestGateway } from './support/startGateway.js';
import type { StubService } from './support/stubService.js';

let gateway: TestGateway;
let api: TestClient;
let token: string;
let raw: RawRequest;
let billing: StubService;
beforeAll(async () => {
  gateway = await startGateway();
  const session = await gateway.signIn('finance');
  api = session.api;
  token = session.accessToken;
  raw = rawRequests(gateway.url, session.accessToken);
  billing = gateway.services.billing;
});
afterAll(() => gateway?.stop());
beforeEach(() => {
  billing.answer(null);
  billing.seen.length = 0;
});

const seen = () => billing.seen.at(-1);

describe('A call', () => {
  it.each([
    ['/projects?q=a%20b&limit=2', 'projects'],
    ['/projects/0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b11/milestones', 'projects'],
    ['/customers', 'billing'],
    ['/quotes', 'billing'],
    ['/cpos', 'billing'],
    ['/invoices/1/pdf', 'billing'],
    ['/credit-notes', 'billing'],
    ['/receipts', 'billing'],
    ['/journal', 'billing'],
    ['/notifications', 'notifications'],
    ['/events?after=5', 'notifications'],
    ['/me/notification-preferences', 'notifications'],
    ['/operations/billing/dead-letters', 'billing'],
    ['/operations/projects/audit', 'projects'],
  ] as const)('of %s goes to %s, as it is', async (path, service) => {
    expect((await api.get(`/api/v1${path}`)).body).toEqual({ method: 'GET', url: `/api/v1${path}` });
    expect(gateway.services[service].seen.at(-1)?.url).toBe(`/api/v1${path}`);
  });

  it('of what is not there is answered with a problem', async () => {
    for (const path of [
      '/api/v1/nonsense',
      '/api/v1/operations/nobody/audit',
      '/api/v2/projects',
      '/nonsense',
    ]) {
      const { status, body, headers } = await api.get(path);
      expect([status, body.code]).toEqual([404, 'route-not-found']);
      expect(headers.get('content-type')).toMatch(/problem\+json/);
    }
  });

  it('reaches the service with its body, its content headers and the caller’s own token', async () => {
    const body = { name: 'Müller & Söhne', amount: '8000.00' };
    await api.post('/api/v1/customers', body, {
      'idempotency-key': 'k-1',
      'if-match': '"3"',
      traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
    });
    expect(JSON.parse(seen()?.body ?? '')).toEqual(body);
    expect(seen()).toMatchObject({
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': 'k-1',
        'if-match': '"3"',
        traceparent: expect.any(String),
      },
    });
  });

  it('takes neither cookies nor keys nor forged headers along', async () => {
    await api.get('/api/v1/customers', {
      cookie: 'session=1',
      'x-api-key': 'cok_something',
      'x-forwarded-for': '6.6.6.6',
      'x-forwarded-host': 'evil.example',
      forwarded: 'for=6.6.6.6',
      'x-user-id': 'admin',
      'x-service-token': 'forged',
      'x-http-method-override': 'DELETE',
      'proxy-authorization': 'Basic x',
    });
    const names = Object.keys(seen()?.headers ?? {});
    for (const name of names) {
      expect([
        'accept',
        'accept-language',
        'authorization',
        'connection',
        'host',
        'user-agent',
        'x-request-id',
      ]).toContain(name);
    }
  });

  it('cannot take hop-by-hop headers along, nor name others to be dropped', async () => {
    const call = raw('GET', '/api/v1/customers', {
      connection: 'close, authorization',
      te: 'trailers',
      'keep-alive': 'timeout=5',
      upgrade: 'h2c',
    });
    call.end();
    await textOf(await answerTo(call));
    expect(seen()?.headers).toMatchObject({ authorization: `Bearer ${token}` });
    expect(seen()?.headers).not.toHaveProperty('te');
    expect(seen()?.headers).not.toHaveProperty('upgrade');
  });

  it('has an id, which the service gets and the caller is told', async () => {
    const given = await api.get('/api/v1/customers', { 'x-request-id': 'my-request-42' });
    expect([given.headers.get('x-request-id'), seen()?.headers['x-request-id']]).toEqual([
      'my-request-42',
      'my-request-42',
    ]);
    const made = await api.get('/api/v1/customers', { 'x-request-id': 'bad id; with spaces' });
    expect(made.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(seen()?.headers['x-request-id']).toBe(made.headers.get('x-request-id'));
    const own = await api.get('/api/v1/me', { 'x-request-id': 'my-request-43' });
    expect(own.headers.get('x-request-id')).toBe('my-request-43');
    const refused = await gateway.api.get('/api/v1/customers', { 'x-request-id': 'my-request-44' });
    expect([refused.headers.get('x-request-id'), refused.body.instance]).toEqual([
      'my-request-44',
      'my-request-44',
    ]);
  });

  it('gets the answer as the service gave it, without what is the service’s own business', async () => {
    billing.answer((_req, res) => {
      res.writeHead(409, {
        'content-type': 'application/problem+json',
        etag: '"7"',
        'set-cookie': 'a=b',
        server: 'x',
        'x-powered-by': 'y',
        location: '/here',
      });
      res.end(JSON.stringify({ code: 'document-issued' }));
    });
    const { status, body, headers } = await api.patch('/api/v1/invoices/1', {});
    expect([status, body.code, headers.get('etag'), headers.get('location')]).toEqual([
      409,
      'document-issued',
      '"7"',
      '/here',
    ]);
    for (const name of ['set-cookie', 'server', 'x-powered-by']) expect(headers.get(name)).toBeNull();
  });

  it.each([204, 304])('answered %d has no body', async (status) => {
    billing.answer((_req, res) => void res.writeHead(status, { etag: '"1"' }).end());
    expect(await api.get('/api/v1/customers')).toMatchObject({ status, body: '' });
  });

  it('with HEAD gets headers only', async () => {
    const call = raw('HEAD', '/api/v1/customers');
    call.end();
    const answer = await answerTo(call);
    expect([answer.statusCode, await textOf(answer)]).toEqual([200, '']);
  });

  it('without a token gets no further than the gateway', async () => {
    const { status, body } = await gateway.api.post('/api/v1/customers', {});
    expect([status, body.code]).toEqual([401, 'unauthenticated']);
    expect(billing.seen).toHaveLength(0);
  });
});

describe('The internal API of the services', () => {
  it.each([
    '/internal/events',
    '/api/v1/projects/../../internal/events',
    '/api/v1/customers/%2e%2e/%2e%2e/internal/events',
    '/api/v1/customers/..%2f..%2finternal/events',
    '/api/v1/customers/%2e%2e%5cinternal',
    '/api/v1/customers//../internal',
    '/api/v1//internal/events',
    '/API/V1/../../internal/events',
    '/api/v1/operations/billing/../../../internal',
  ])('is not reached by %s', async (path) => {
    const call = raw('GET', path);
    call.end();
    const answer = await answerTo(call);
    answer.resume();
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    for (const service of Object.values(gateway.services)) {
      for (const { url } of service.seen) expect(decodeURIComponent(url)).not.toMatch(/internal|\.\./);
    }
  });

  it('is not reached by a request line that names another host', async () => {
    const { port } = new URL(gateway.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      `GET ${billing.url}/internal/events HTTP/1.1\r\nHost: billing\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n\r\n`,
    );
    const [head] = (await once(socket, 'data')) as [Buffer];
    expect(head.toString()).toMatch(/^HTTP\/1.1 404/);
    expect(billing.seen).toHaveLength(0);
  });
});
