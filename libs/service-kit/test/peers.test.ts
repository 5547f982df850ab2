import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { z } from 'zod';
import { createPeer, type Peer } from '../src/http/index.js';
import { createMetrics, runWithContext, watchReach } from '../src/observability/index.js';
import { eventually } from '../src/testing/index.js';

const Customer = z.object({ id: z.string(), name: z.string() });

let answer: (req: IncomingMessage, res: ServerResponse) => void;
let asked: IncomingMessage[];
let peer: Peer;
let stop: () => Promise<void>;

beforeEach(async () => {
  asked = [];
  const server = createServer((req, res) => {
    asked.push(req);
    answer(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const metrics = createMetrics('projects');
  peer = createPeer({
    name: 'billing',
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/base`,
    token: async () => 'service-token',
    log: pino({ level: 'silent' }),
    reach: watchReach(pino({ level: 'silent' }), 'billing'),
    metrics,
    timeoutMs: 2_000,
    resetTimeoutMs: 50,
  });
  stop = async () => {
    await peer.close();
    metrics.clear();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
});
afterEach(() => stop());

const json = (status: number, body: unknown) => (_req: IncomingMessage, res: ServerResponse) => {
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
const get = () => peer.get('/internal/customers/1', Customer);
const unavailable = { kind: 'unavailable', code: 'service-unavailable', retryAfter: 2 };

describe('another service', () => {
  it('is asked in the name of this one, with the ids of the request at hand', async () => {
    answer = json(200, { id: '1', name: 'Client A', further: true });
    const customer = await runWithContext({ requestId: 'request-1', correlationId: 'chain-1' }, get);
    expect(customer).toEqual({ id: '1', name: 'Client A' });
    expect(asked[0]?.url).toBe('/base/internal/customers/1');
    expect(asked[0]?.headers).toMatchObject({
      authorization: 'Bearer service-token',
      'x-request-id': 'request-1',
      'x-correlation-id': 'chain-1',
    });
  });

  it('that knows nothing of it says so, and that is no failure', async () => {
    answer = json(404, { code: 'customer-not-found' });
    for (let i = 0; i < 10; i += 1) expect(await get()).toBeNull();
    expect(peer.state).toBe('closed');
  });

  it('that is broken, slow or refuses us is away, as far as our callers are concerned', async () => {
    for (const wrong of [json(500, {}), json(401, {}), () => undefined]) {
      answer = wrong;
      await expect(get()).rejects.toMatchObject(unavailable);
    }
  });

  it('whose answer breaks the contract is a fault to be looked into', async () => {
    answer = json(200, { id: 1 });
    await expect(get()).rejects.toThrow(z.ZodError);
  });

  it('that keeps failing is left alone for a while, and asked again later', async () => {
    answer = json(500, {});
    await Promise.allSettled(Array.from({ length: 10 }, get));
    expect(peer.state).toBe('open');
    const before = asked.length;
    await expect(get()).rejects.toMatchObject(unavailable);
    expect(asked).toHaveLength(before);

    answer = json(200, { id: '1', name: 'Client A' });
    await eventually(get, (customer) => customer !== null, { what: 'a closed breaker' });
    expect(peer.state).toBe('closed');
  });
});
