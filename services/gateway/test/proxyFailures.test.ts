import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { RequestListener } from 'node:http';
import { eventually, testMetricsToken, type TestClient } from '@closeout/service-kit/testing';
import { answerTo, rawRequests, textOf, type RawRequest } from './support/rawRequest.js';
import { startGateway, type TestGateway } from './support/startGateway.js';
import type { StubService } from './support/stubService.js';

let gateway: TestGateway;
let api: TestClient;
let raw: RawRequest;
let billing: StubService;
beforeAll(async () => {
  gateway = await startGateway({ env: { PROXY_TIMEOUT_MS: '2000', PROXY_RETRY_AFTER_MS: '300' } });
  const session = await gateway.signIn('finance');
  api = session.api;
  raw = rawRequests(gateway.url, session.accessToken);
  billing = gateway.services.billing;
});
afterAll(() => gateway?.stop());
beforeEach(() => {
  billing.answer(null);
  billing.seen.length = 0;
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
    expect([status, body.code, body.service, headers.get('retry-after')]).toEqual([
      503,
      'service-unavailable',
      'projects',
      '1',
    ]);
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
      res
        .writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '9' })
        .end('{"code":"busy"}');
    });
    const first = await api.get('/api/v1/notifications');
    // What the service itself says is passed on.
    expect([first.status, first.body.code, first.headers.get('retry-after')]).toEqual([503, 'busy', '9']);
    await eventually(
      () => api.get('/api/v1/notifications'),
      ({ body }) => body.code === 'service-unavailable',
      { what: 'the breaker opening' },
    );
    const before = calls;
    const refused = await api.get('/api/v1/notifications');
    expect([refused.status, refused.body.service, calls]).toEqual([503, 'notifications', before]);
    expect((await gateway.api.as(testMetricsToken).get('/metrics')).body).toMatch(
      /closeout_proxy_breaker_open\{[^}]*target="notifications"[^}]*\} 1/,
    );

    notifications.answer(null);
    await eventually(
      () => api.get('/api/v1/notifications'),
      ({ status }) => status === 200,
      { what: 'the breaker closing' },
    );
    for (let i = 0; i < 20; i += 1) expect((await api.get('/api/v1/notifications')).status).toBe(200);
  });

  it('opening in the middle of many calls leaves the answers that are under way whole', async () => {
    const { notifications } = gateway.services;
    const body = JSON.stringify({ code: 'starting', detail: 'x'.repeat(100_000) });
    notifications.answer(
      (_req, res) => void res.writeHead(503, { 'content-type': 'application/problem+json' }).end(body),
    );
    const answers = await Promise.all(Array.from({ length: 60 }, () => api.get('/api/v1/notifications')));
    for (const answer of answers) expect(['starting', 'service-unavailable']).toContain(answer.body.code);
    expect(answers.filter((answer) => answer.body.code === 'starting').length).toBeGreaterThan(10);
    notifications.answer(null);
    await eventually(
      () => api.get('/api/v1/notifications'),
      ({ status }) => status === 200,
      { what: 'the breaker closing' },
    );
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
      for (let i = 0; i < 40; i += 1)
        expect((await api.get('/api/v1/customers')).headers.get('x-problem-code')).toBeNull();
      billing.answer(null);
      expect((await api.get('/api/v1/customers')).status).toBe(200);
    }
  });
});
