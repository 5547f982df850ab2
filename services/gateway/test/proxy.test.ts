import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest, type ClientRequest, type IncomingMessage, type RequestListener } from 'node:http';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { eventually, type TestClient } from '@closeout/service-kit/testing';
import { createGateway } from '../src/app.js';
import { startGateway, type TestGateway } from './support/startGateway.js';
import type { StubService } from './support/stubService.js';

let gateway: TestGateway;
let api: TestClient;
let token: string;
let billing: StubService;
beforeAll(async () => {
  gateway = await startGateway({ env: { PROXY_TIMEOUT_MS: '400', PROXY_RETRY_AFTER_MS: '300', PROXY_BODY_LIMIT: '3000000' } });
  ({ api, accessToken: token } = await gateway.signIn('finance'));
  billing = gateway.services.billing;
});
afterAll(() => gateway?.stop());
beforeEach(() => {
  billing.answer(null);
  billing.seen.length = 0;
});

const seen = () => billing.seen.at(-1);

/** Node's own client, where fetch is too well-behaved. */
function raw(method: string, path: string, headers: Record<string, string> = {}): ClientRequest {
  const { port } = new URL(gateway.url);
  return httpRequest({ host: '127.0.0.1', port, method, path, headers: { authorization: `Bearer ${token}`, ...headers } });
}
const answerTo = async (request: ClientRequest) => ((await once(request, 'response')) as [IncomingMessage])[0];
async function textOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

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
    ['/webhooks', 'notifications'],
    ['/me/notification-preferences', 'notifications'],
    ['/operations/billing/dead-letters', 'billing'],
    ['/operations/projects/audit', 'projects'],
  ] as const)('of %s goes to %s, as it is', async (path, service) => {
    expect((await api.get(`/api/v1${path}`)).body).toEqual({ method: 'GET', url: `/api/v1${path}` });
    expect(gateway.services[service].seen.at(-1)?.url).toBe(`/api/v1${path}`);
  });

  it('of what is not there is answered with a problem', async () => {
    for (const path of ['/api/v1/nonsense', '/api/v1/operations/nobody/audit', '/api/v2/projects', '/nonsense']) {
      const { status, body, headers } = await api.get(path);
      expect([status, body.code]).toEqual([404, 'route-not-found']);
      expect(headers.get('content-type')).toMatch(/problem\+json/);
    }
  });

  it('reaches the service with its body, its content headers and the caller’s own token', async () => {
    const body = { name: 'Müller & Söhne', amount: '8000.00' };
    await api.post('/api/v1/customers', body, { 'idempotency-key': 'k-1', 'if-match': '"3"', traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` });
    expect(JSON.parse(seen()?.body ?? '')).toEqual(body);
    expect(seen()).toMatchObject({
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': 'k-1', 'if-match': '"3"', traceparent: expect.any(String) },
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
      expect(['accept', 'accept-language', 'authorization', 'connection', 'host', 'user-agent', 'x-request-id']).toContain(name);
    }
  });

  it('cannot take hop-by-hop headers along, nor name others to be dropped', async () => {
    const call = raw('GET', '/api/v1/customers', { connection: 'close, authorization', te: 'trailers', 'keep-alive': 'timeout=5', upgrade: 'h2c' });
    call.end();
    await textOf(await answerTo(call));
    expect(seen()?.headers).toMatchObject({ authorization: `Bearer ${token}` });
    expect(seen()?.headers).not.toHaveProperty('te');
    expect(seen()?.headers).not.toHaveProperty('upgrade');
  });

  it('has an id, which the service gets and the caller is told', async () => {
    const given = await api.get('/api/v1/customers', { 'x-request-id': 'my-request-42' });
    expect([given.headers.get('x-request-id'), seen()?.headers['x-request-id']]).toEqual(['my-request-42', 'my-request-42']);
    const made = await api.get('/api/v1/customers', { 'x-request-id': 'bad id; with spaces' });
    expect(made.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(seen()?.headers['x-request-id']).toBe(made.headers.get('x-request-id'));
    const own = await api.get('/api/v1/me', { 'x-request-id': 'my-request-43' });
    expect(own.headers.get('x-request-id')).toBe('my-request-43');
    const refused = await gateway.api.get('/api/v1/customers', { 'x-request-id': 'my-request-44' });
    expect([refused.headers.get('x-request-id'), refused.body.instance]).toEqual(['my-request-44', 'my-request-44']);
  });

  it('gets the answer as the service gave it, without what is the service’s own business', async () => {
    billing.answer((_req, res) => {
      res.writeHead(409, { 'content-type': 'application/problem+json', etag: '"7"', 'set-cookie': 'a=b', server: 'x', 'x-powered-by': 'y', location: '/here' });
      res.end(JSON.stringify({ code: 'document-issued' }));
    });
    const { status, body, headers } = await api.patch('/api/v1/invoices/1', {});
    expect([status, body.code, headers.get('etag'), headers.get('location')]).toEqual([409, 'document-issued', '"7"', '/here']);
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
    socket.write(`GET ${billing.url}/internal/events HTTP/1.1\r\nHost: billing\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n\r\n`);
    const [head] = (await once(socket, 'data')) as [Buffer];
    expect(head.toString()).toMatch(/^HTTP\/1.1 404/);
    expect(billing.seen).toHaveLength(0);
  });
});

describe('A large body', () => {
  it('of an answer is passed on as it comes, at the pace of the reader, without being kept', async () => {
    const size = 64 * 1024 * 1024;
    const block = randomBytes(64 * 1024);
    let written = 0;
    billing.answer((_req, res) => {
      res.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': size });
      const body = new Readable({
        read() {
          written += block.length;
          this.push(block);
          if (written >= size) this.push(null);
        },
      });
      body.pipe(res);
    });
    const call = raw('GET', '/api/v1/invoices/1/pdf');
    call.end();
    const answer = await answerTo(call);
    // Nobody reads yet: the service has to stop long before its end, when the buffers on the way are full.
    let before = -1;
    await eventually(async () => written, (now) => now === before || ((before = now), false));
    expect(written).toBeLessThan(size / 2);
    const hash = createHash('sha256');
    let received = 0;
    for await (const chunk of answer) {
      received += (chunk as Buffer).length;
      hash.update(chunk as Buffer);
    }
    const expected = createHash('sha256');
    for (let i = 0; i < size / block.length; i += 1) expected.update(block);
    expect([received, hash.digest('hex')]).toEqual([size, expected.digest('hex')]);
  });

  it('of a request is passed on as it comes', async () => {
    let first: ((chunk: Buffer) => void) | undefined;
    const arrived = new Promise<Buffer>((resolve) => (first = resolve));
    let total = 0;
    billing.answer((req, res) => {
      req.on('data', (chunk: Buffer) => {
        total += chunk.length;
        first?.(chunk);
      });
      req.on('end', () => res.end('{}'));
    });
    const call = raw('POST', '/api/v1/customers', { 'content-type': 'application/json' }); // chunked
    call.write(randomBytes(100_000));
    await arrived;
    call.end(randomBytes(200_000));
    expect((await answerTo(call)).statusCode).toBe(200);
    expect(total).toBe(300_000);
  });

  it('of a request beyond the limit is refused with 413, announced or not', async () => {
    let complete = 0;
    billing.answer((req, res) => {
      req.resume();
      req.on('end', () => {
        complete += 1;
        res.end();
      });
    });
    const announced = raw('POST', '/api/v1/customers', { 'content-type': 'application/json', 'content-length': '3000001' });
    announced.on('error', () => undefined); // the answer may come before all is sent
    announced.flushHeaders();
    const answer = await answerTo(announced);
    expect([answer.statusCode, JSON.parse(await textOf(answer)).code]).toEqual([413, 'body-too-large']);
    announced.destroy();

    const chunked = raw('POST', '/api/v1/customers', { 'content-type': 'application/json' });
    chunked.end(randomBytes(3_200_000));
    const second = await answerTo(chunked);
    expect([second.statusCode, JSON.parse(await textOf(second)).code]).toEqual([413, 'body-too-large']);
    expect(complete).toBe(0);
  });

  it('that is sent slowly occupies nothing of the service', async () => {
    const call = raw('POST', '/api/v1/customers', { 'content-type': 'application/json', 'content-length': '20' });
    call.on('error', () => undefined);
    call.write('{"name":');
    for (let i = 0; i < 5; i += 1) await api.get('/api/v1/customers');
    expect(billing.seen.map(({ method }) => method)).toEqual(Array(5).fill('GET'));
    call.end('"0123456789"');
    expect((await answerTo(call)).statusCode).toBe(200);
    expect(seen()?.body).toBe('{"name":"0123456789"');
  });

  it('that ends before it is complete never counts as a request', async () => {
    const call = raw('POST', '/api/v1/customers', { 'content-type': 'application/json', 'content-length': '20' });
    call.on('error', () => undefined);
    call.write('{"name":');
    await api.get('/api/v1/customers');
    call.destroy();
    await api.get('/api/v1/customers');
    expect(billing.seen.map(({ method }) => method)).toEqual(['GET', 'GET']);
  });
});

describe('When the client goes away', () => {
  it('the call to the service is given up too', async () => {
    let aborted: (() => void) | undefined;
    const gone = new Promise<void>((resolve) => (aborted = resolve));
    let reached: (() => void) | undefined;
    const arrived = new Promise<void>((resolve) => (reached = resolve));
    billing.answer((req) => {
      reached?.();
      req.on('close', () => aborted?.());
    });
    const call = raw('GET', '/api/v1/customers');
    call.on('error', () => undefined);
    call.end();
    await arrived;
    call.destroy();
    await gone;
  });

  it('in the middle of an answer, the service stops sending it', async () => {
    let closed: (() => void) | undefined;
    const gone = new Promise<void>((resolve) => (closed = resolve));
    billing.answer((_req, res) => {
      res.writeHead(200, { 'content-type': 'text/plain' }).write('first');
      res.on('close', () => closed?.());
    });
    const call = raw('GET', '/api/v1/customers');
    call.on('error', () => undefined);
    call.end();
    const answer = await answerTo(call);
    answer.on('error', () => undefined);
    await once(answer, 'data');
    call.destroy();
    await gone;
  });
});

describe('A service that fails', () => {
  it('in the middle of its answer cuts the answer: the client is not told that it is whole', async () => {
    billing.answer((_req, res) => {
      res.writeHead(200, { 'content-type': 'application/json' });
      res.write('{"items":[', () => res.socket?.destroy());
    });
    const call = raw('GET', '/api/v1/customers');
    call.end();
    const answer = await answerTo(call);
    await expect(textOf(answer)).rejects.toThrow(/aborted/);
    billing.answer(null);
    expect((await api.get('/api/v1/customers')).status).toBe(200);
  });

  it('by closing a kept connection just before a read is not noticed', async () => {
    let calls = 0;
    const flaky: RequestListener = (req, res) => {
      calls += 1;
      if (calls % 2 === 1) req.socket.destroy();
      else res.end('{}');
    };
    billing.answer(flaky);
    expect((await api.get('/api/v1/customers')).status).toBe(200);
    // A write is not sent twice: nobody knows whether the first was carried out.
    const write = await api.post('/api/v1/customers', {});
    expect([write.status, write.body.code]).toEqual([503, 'service-unavailable']);
    expect(calls).toBe(3);
  });

  it('by not answering in time is answered for with 504', async () => {
    billing.answer(() => undefined);
    const { status, body } = await api.get('/api/v1/customers');
    expect([status, body.code]).toEqual([504, 'service-timeout']);
  });

  it('by being away is answered for with 503 and Retry-After, and only for itself', async () => {
    await gateway.services.projects.stop();
    const { status, body, headers } = await api.get('/api/v1/projects');
    expect([status, body.code, body.service, headers.get('retry-after')]).toEqual([503, 'service-unavailable', 'projects', '1']);
    const post = await api.post('/api/v1/projects', { title: 'x'.repeat(100_000) });
    expect(post.status).toBe(503);
    expect((await api.get('/api/v1/customers')).status).toBe(200);
    await gateway.services.projects.restart();
    expect((await api.get('/api/v1/projects')).status).toBe(200);
  });
});

describe('The circuit breaker', () => {
  it('stops calling a service that keeps failing, and finds out by itself that it is well again', async () => {
    const { notifications } = gateway.services;
    let calls = 0;
    notifications.answer((_req, res) => {
      calls += 1;
      res.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '9' }).end('{"code":"busy"}');
    });
    const first = await api.get('/api/v1/notifications');
    // What the service itself says is passed on.
    expect([first.status, first.body.code, first.headers.get('retry-after')]).toEqual([503, 'busy', '9']);
    await eventually(() => api.get('/api/v1/notifications'), ({ body }) => body.code === 'service-unavailable', { what: 'the breaker opening' });
    const before = calls;
    const refused = await api.get('/api/v1/notifications');
    expect([refused.status, refused.body.service, calls]).toEqual([503, 'notifications', before]);
    expect((await gateway.api.get('/metrics')).body).toMatch(/gateway_proxy_breaker_open\{[^}]*target="notifications"[^}]*\} 1/);

    notifications.answer(null);
    await eventually(() => api.get('/api/v1/notifications'), ({ status }) => status === 200, { what: 'the breaker closing' });
    for (let i = 0; i < 20; i += 1) expect((await api.get('/api/v1/notifications')).status).toBe(200);
  });

  it('opening in the middle of many calls leaves the answers that are under way whole', async () => {
    const { notifications } = gateway.services;
    const body = JSON.stringify({ code: 'starting', detail: 'x'.repeat(100_000) });
    notifications.answer((_req, res) => void res.writeHead(503, { 'content-type': 'application/problem+json' }).end(body));
    const answers = await Promise.all(Array.from({ length: 60 }, () => api.get('/api/v1/notifications')));
    for (const answer of answers) expect(['starting', 'service-unavailable']).toContain(answer.body.code);
    expect(answers.filter((answer) => answer.body.code === 'starting').length).toBeGreaterThan(10);
    notifications.answer(null);
    await eventually(() => api.get('/api/v1/notifications'), ({ status }) => status === 200, { what: 'the breaker closing' });
  });

  it('does not mind what the service refuses', async () => {
    billing.answer((_req, res) => void res.writeHead(404).end());
    for (let i = 0; i < 40; i += 1) expect((await api.get('/api/v1/customers')).status).toBe(404);
    billing.answer(null);
    expect((await api.get('/api/v1/customers')).status).toBe(200);
  });

  it('does not shut out a service that only misses a neighbour, or has one busy record', async () => {
    for (const code of ['service-unavailable', 'busy']) {
      billing.answer((_req, res) => void res.writeHead(503, { 'x-problem-code': code }).end());
      for (let i = 0; i < 40; i += 1) expect((await api.get('/api/v1/customers')).headers.get('x-problem-code')).toBeNull();
      billing.answer(null);
      expect((await api.get('/api/v1/customers')).status).toBe(200);
    }
  });
});

describe('An event stream', () => {
  const open = async (bearer: string) => {
    const call = raw('GET', '/api/v1/events/stream', { authorization: `Bearer ${bearer}`, accept: 'text/event-stream', 'last-event-id': '7' });
    call.end();
    const answer = await answerTo(call);
    answer.on('error', () => undefined);
    return answer;
  };
  const ended = (answer: IncomingMessage) => eventually(async () => answer.destroyed, Boolean, { what: 'the end of the stream' });

  beforeEach(() =>
    gateway.services.notifications.answer((req, res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      res.write(`data: after ${req.headers['last-event-id']}\n\n`);
      // Longer than PROXY_TIMEOUT_MS is here.
      const later = setTimeout(() => res.write('data: later\n\n'), 600);
      res.on('close', () => clearTimeout(later));
    }),
  );

  it('is passed on event by event, and outlives the patience for other calls', async () => {
    const answer = await open(token);
    const [chunk] = (await once(answer, 'data')) as [Buffer];
    expect(chunk.toString()).toBe('data: after 7\n\n');
    const [later] = (await once(answer, 'data')) as [Buffer];
    expect(later.toString()).toBe('data: later\n\n');
    answer.destroy();
  });

  it('does not keep the gateway from stopping', async () => {
    const config = { ...gateway.service.kit.config, PORT: 0 };
    const other = createGateway({ config, clock: gateway.clock });
    const { url } = await other.start();
    const response = await fetch(`${url}/api/v1/events/stream`, { headers: { authorization: `Bearer ${token}` } });
    const end = response.text().catch(() => 'cut');
    const begun = performance.now();
    await other.stop();
    await end;
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  it('ends when its session does', async () => {
    const session = await gateway.signIn('finance');
    const answer = await open(session.accessToken);
    answer.resume();
    await session.api.post('/api/v1/auth/logout');
    await ended(answer);
  });

  it('ends when the gateway’s connection to the service does', async () => {
    const answer = await open(token);
    answer.resume();
    await gateway.services.notifications.stop();
    await ended(answer);
    await gateway.services.notifications.restart();
  });
});
