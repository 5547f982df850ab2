import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { eventually, type TestClient } from '@closeout/service-kit/testing';
import { answerTo, rawRequests, textOf, type RawRequest } from './support/rawRequest.js';
import { startGateway, type TestGateway } from './support/startGateway.js';
import type { StubService } from './support/stubService.js';

let gateway: TestGateway;
let api: TestClient;
let raw: RawRequest;
let billing: StubService;
beforeAll(async () => {
  gateway = await startGateway({ env: { PROXY_BODY_LIMIT: '3000000' } });
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
    const announced = raw('POST', '/api/v1/customers', {
      'content-type': 'application/json',
      'content-length': '3000001',
    });
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
