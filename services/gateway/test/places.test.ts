import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { eventually } from '@closeout/service-kit/testing';
import { answerTo, rawRequests, textOf } from './support/rawRequest.js';
import { startGateway, type SignedIn, type TestGateway } from './support/startGateway.js';
import type { StubService } from './support/stubService.js';

let gateway: TestGateway;
let finance: SignedIn;
let sales: SignedIn;
let billing: StubService;
/** What the service is asked and has not answered yet. */
const asked: ServerResponse[] = [];
const answerAll = () => {
  for (const res of asked.splice(0)) res.end('{}');
};

beforeAll(async () => {
  gateway = await startGateway({
    env: { CALLS_AT_ONCE: '4', EXPORTS_AT_ONCE: '3', RATE_LIMIT_PAGES_PER_MINUTE: '60' },
  });
  [finance, sales] = await Promise.all([gateway.signIn('finance'), gateway.signIn('sales')]);
  billing = gateway.services.billing;
});
afterAll(() => gateway?.stop());
beforeEach(() => {
  asked.length = 0;
  billing.answer((_req, res) => {
    asked.push(res);
    res.on('close', () => {
      if (asked.includes(res)) asked.splice(asked.indexOf(res), 1);
    });
  });
});

const arrived = (count: number) =>
  eventually(
    async () => asked.length,
    (length) => length === count,
    { what: `${count} calls at the service` },
  );

function sent(path: string, { accessToken }: SignedIn, times = 1): Socket {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  socket.on('error', () => undefined); // cut off: one of the ways in which it may end
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${accessToken}\r\n\r\n`.repeat(times),
  );
  return socket;
}

/** Answers whatever arrives until this call, which waits behind what its caller sent before, is answered too. */
async function servedAtLast(path: string, { api }: SignedIn): Promise<void> {
  let status = 0;
  const call = api.get(path).then((answer) => (status = answer.status));
  await eventually(
    async () => {
      answerAll();
      return status;
    },
    (now) => now !== 0,
  );
  expect(await call).toBe(200);
}

describe('The places at a service', () => {
  it('are few for each caller: what comes above waits, what is too much is refused, and nobody else is', async () => {
    const sockets = Array.from({ length: 65 }, () => sent('/api/v1/customers', finance));
    await arrived(4);
    const outcome = sockets.map(
      (socket) => new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString()))),
    );
    expect(await Promise.race(outcome)).toMatch(/^HTTP\/1.1 429 [\s\S]*too-many-requests/);
    const other = sales.api.get('/api/v1/customers');
    await arrived(5);
    const served = eventually(
      async () => answerAll(),
      () => sockets.filter(({ bytesRead }) => bytesRead > 0).length === 65,
      { what: 'an answer to all' },
    );
    expect((await other).status).toBe(200);
    await served;
    const statuses = (await Promise.all(outcome)).map((text) => Number(text.split(' ')[1]));
    expect(statuses.filter((status) => status === 200)).toHaveLength(64);
    for (const socket of sockets) socket.destroy();
  });

  it('are held by calls whose clients have gone until the service is done with them, and no longer', async () => {
    for (let round = 0; round < 3; round += 1) {
      const sockets = Array.from({ length: 20 }, () => sent('/api/v1/customers', finance));
      await arrived(4);
      for (const socket of sockets) socket.destroy();
      const other = sales.api.get('/api/v1/customers');
      await arrived(5);
      await servedAtLast('/api/v1/customers', finance);
      expect((await other).status).toBe(200);
    }
  });

  it('are not taken by what one connection sends ahead', async () => {
    const socket = sent('/api/v1/customers', finance, 60);
    await arrived(1);
    const next = finance.api.get('/api/v1/customers');
    await arrived(2);
    socket.destroy();
    answerAll();
    expect((await next).status).toBe(200);
    await servedAtLast('/api/v1/customers', finance);
  });

  it('are not held by readers who take in nothing of an answer', async () => {
    billing.answer((_req, res) => void res.end('x'.repeat(200_000)));
    const sockets = Array.from({ length: 20 }, () => {
      const socket = sent('/api/v1/customers', finance);
      socket.pause();
      return socket;
    });
    for (let i = 0; i < 5; i += 1) expect((await finance.api.get('/api/v1/customers')).status).toBe(200);
    for (const socket of sockets) socket.destroy();
    await servedAtLast('/api/v1/customers', finance);
  });

  it('for documents and exports are fewer, two for each caller, and do not keep other calls waiting', async () => {
    const sockets = [
      ...Array.from({ length: 5 }, (_, i) => sent(`/api/v1/invoices/${i}/pdf`, finance)),
      sent('/api/v1/journal.csv', sales),
      sent('/api/v1/journal.csv', sales),
    ];
    await arrived(3);
    const ordinary = finance.api.get('/api/v1/customers');
    await arrived(4);
    answerAll();
    expect((await ordinary).status).toBe(200);
    await arrived(3);
    // Who waited for a place of all gives back their own as well when they go.
    for (const socket of sockets) socket.destroy();
    await arrived(0);
    await servedAtLast('/api/v1/invoices/1/pdf', finance);
  });
});

describe('Another way to write a path', () => {
  it.each(['/API/v1/me', '/api/V1/me', '//api/v1/me', '/api/v1/%2e%2e/v1/me', '/%61pi/v1/me', '/api/v1/ME'])(
    '%s leads nowhere',
    async (path) => {
      const call = rawRequests(gateway.url, finance.accessToken)('GET', path);
      call.end();
      const answer = await answerTo(call);
      expect([answer.statusCode, JSON.parse(await textOf(answer)).code]).toEqual([404, 'route-not-found']);
    },
  );

  it('does not lead around the check of changes by cookie', async () => {
    for (const path of ['/API/v1/auth/session', '/api/V1/auth/session', '//api/v1/auth/session']) {
      const answer = await gateway.api.post(path, {
        email: 'finance@closeout.test',
        password: 'closeout-demo',
      });
      expect([path, answer.status, answer.headers.get('set-cookie')]).toEqual([path, 404, null]);
    }
  });
});

describe('Strangers who send slowly', () => {
  it('leave pages, what is read, and other services their places; somebody who is signed in has their own', async () => {
    const slow = Array.from({ length: 64 }, () => {
      const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write(
        'POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{',
      );
      return socket;
    });
    const another = () => gateway.api.post('/api/v1/auth/login', {});
    await eventually(another, ({ status }) => status === 429, { what: 'places that are taken' });
    expect((await gateway.api.get('/')).status).not.toBe(429);
    expect((await gateway.api.get('/api/v1/auth/session')).status).toBe(200);
    expect((await gateway.api.get('/internal/ended-tokens')).status).toBe(401);
    expect((await finance.api.patch('/api/v1/me', {})).status).not.toBe(429);
    for (const socket of slow) socket.destroy();
    await eventually(another, ({ status }) => status === 400, { what: 'places that are free again' });
  });
});

describe('What is not the API', () => {
  it('is limited too, but for the sign of life', async () => {
    for (const path of ['/readyz', '/metrics', '/docs/assets/api.js', '/', '/API/v1/me'])
      expect([path, (await gateway.api.get(path)).status]).not.toEqual([path, 429]);
    await eventually(
      () => gateway.api.get('/docs'),
      ({ status }) => status === 429,
      { what: 'the limit' },
    );
    for (const path of ['/readyz', '/metrics', '/docs/assets/api.js', '/', '/API/v1/me']) {
      const { status, headers } = await gateway.api.get(path);
      expect([path, status, Number(headers.get('retry-after')) > 0]).toEqual([path, 429, true]);
    }
    expect((await gateway.api.get('/livez')).status).toBe(200);
    expect((await finance.api.get('/api/v1/me')).status).toBe(200);
  });
});
