import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { Readable } from 'node:stream';
import { maxLinesBytes } from '@closeout/contracts/http/billing';
import { defaultMaxBodyBytes } from '@closeout/service-kit/http';
import { eventually, type TestClient } from '@closeout/service-kit/testing';
import { answerTo, rawRequests, textOf, type RawRequest } from './support/rawRequest.js';
import { startGateway, type TestGateway } from './support/startGateway.js';
import type { StubService } from './support/stubService.js';

let gateway: TestGateway;
let api: TestClient;
let raw: RawRequest;
let billing: StubService;
beforeAll(async () => {
  gateway = await startGateway();
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

const seen = () => billing.seen.at(-1);

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
    await eventually(
      async () => written,
      (now) => now === before || ((before = now), false),
    );
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

  it('of a request is taken whole, up to what its operation allows, before the service is asked', async () => {
    const lines = 'x'.repeat(3_000_000);
    const call = raw('POST', '/api/v1/invoices', { 'content-type': 'application/json' }); // chunked
    call.write(lines);
    await api.get('/api/v1/customers');
    expect(billing.seen.map(({ method }) => method)).toEqual(['GET']);
    call.end('end');
    expect((await answerTo(call)).statusCode).toBe(200);
    expect(seen()?.body).toBe(`${lines}end`);
    expect(seen()?.headers['content-length']).toBe('3000003');
  });

  it('of a request beyond that is refused with 413, announced or not, and never asked for at the service', async () => {
    const length = String(maxLinesBytes + 1);
    const announced = raw('POST', '/api/v1/invoices', {
      'content-type': 'application/json',
      'content-length': length,
    });
    announced.on('error', () => undefined); // the answer may come before all is sent
    announced.flushHeaders();
    const answer = await answerTo(announced);
    expect([answer.statusCode, JSON.parse(await textOf(answer)).code]).toEqual([413, 'body-too-large']);
    announced.destroy();

    const chunked = raw('POST', '/api/v1/invoices', { 'content-type': 'application/json' });
    chunked.end(randomBytes(maxLinesBytes + 200_000));
    const second = await answerTo(chunked);
    expect([second.statusCode, JSON.parse(await textOf(second)).code]).toEqual([413, 'body-too-large']);

    // Most operations take far less.
    const { status, body } = await api.post('/api/v1/customers', { name: 'x'.repeat(defaultMaxBodyBytes) });
    expect([status, body.code]).toEqual([413, 'body-too-large']);
    expect(billing.seen).toEqual([]);
  });

  it('that is refused leaves its connection good for the next request', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let i = 0; i < 3; i += 1) {
      const refused = raw('POST', '/api/v1/customers', { 'content-type': 'application/json' }, agent);
      refused.end(randomBytes(1_000_000));
      const answer = await answerTo(refused);
      expect([answer.statusCode, answer.headers.connection]).toEqual([413, 'keep-alive']);
      await textOf(answer);
      const next = raw('GET', '/api/v1/customers', {}, agent);
      next.end();
      expect(await textOf(await answerTo(next))).toContain('customers');
      expect(next.reusedSocket).toBe(true);
    }
    agent.destroy();
  });

  it('that is refused, or never sent to its end, is not held against the service', async () => {
    for (let i = 0; i < 30; i += 1) {
      expect((await api.post('/api/v1/customers', { name: 'x'.repeat(defaultMaxBodyBytes) })).status).toBe(
        413,
      );
      const broken = raw('POST', '/api/v1/invoices', { 'content-type': 'application/json' });
      broken.on('error', () => undefined);
      broken.write('{"lines":', () => broken.destroy());
      await new Promise((resolve) => broken.on('close', resolve));
    }
    expect((await api.get('/api/v1/customers')).status).toBe(200);
  });

  it('that is sent slowly occupies nothing of the service', async () => {
    const call = raw('POST', '/api/v1/customers', {
      'content-type': 'application/json',
      'content-length': '20',
    });
    call.on('error', () => undefined);
    call.write('{"name":');
    for (let i = 0; i < 5; i += 1) await api.get('/api/v1/customers');
    expect(billing.seen.map(({ method }) => method)).toEqual(Array(5).fill('GET'));
    call.end('"0123456789"');
    expect((await answerTo(call)).statusCode).toBe(200);
    expect(seen()?.body).toBe('{"name":"0123456789"');
  });

  it('that ends before it is complete never counts as a request', async () => {
    const call = raw('POST', '/api/v1/customers', {
      'content-type': 'application/json',
      'content-length': '20',
    });
    call.on('error', () => undefined);
    call.write('{"name":');
    await api.get('/api/v1/customers');
    call.destroy();
    await api.get('/api/v1/customers');
    expect(billing.seen.map(({ method }) => method)).toEqual(['GET', 'GET']);
  });
});

describe('When the client goes away', () => {
  it('a document that is made for them is given up too', async () => {
    let aborted: (() => void) | undefined;
    const gone = new Promise<void>((resolve) => (aborted = resolve));
    let reached: (() => void) | undefined;
    const arrived = new Promise<void>((resolve) => (reached = resolve));
    billing.answer((req) => {
      reached?.();
      req.on('close', () => aborted?.());
    });
    const call = raw('GET', '/api/v1/invoices/1/pdf');
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
