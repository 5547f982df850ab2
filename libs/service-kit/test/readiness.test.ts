import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import type { Server } from 'node:http';
import { createMetrics } from '../src/observability/metrics.js';
import { healthRoutes } from '../src/service/health.js';
import { client, eventually } from '../src/testing/index.js';

const queue = 'projects.billing.v1';
let server: Server;
let unwellQueues: string[] = [];
let watched = true;

async function ready() {
  const app = express().use(
    healthRoutes({
      service: 'projects',
      lifecycle: { phase: 'ready' },
      db: { query: async () => [] } as unknown as Parameters<typeof healthRoutes>[0]['db'],
      metrics: createMetrics('projects'),
      brokerConnected: () => true,
      unwellQueues: () => unwellQueues,
      mayWatch: async () => watched,
      log: () => 'serving',
    }),
  );
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { status, body } = await client(`http://127.0.0.1:${(server.address() as AddressInfo).port}`).get(
    '/readyz',
  );
  return [status, body];
}
afterEach(() => new Promise((resolve) => server.close(resolve)));

describe('A service one of whose queues serves no consumer', () => {
  it('is degraded, and ready all the same: it takes commands, and what it consumes comes from the producers’ logs', async () => {
    [unwellQueues, watched] = [[queue], true];
    expect(await ready()).toEqual([
      200,
      {
        status: 'degraded',
        service: 'projects',
        phase: 'ready',
        checks: { database: 'up', broker: 'up', queues: { [queue]: 'down' } },
      },
    ]);
  });

  it('tells strangers that it is degraded, and not why', async () => {
    [unwellQueues, watched] = [[queue], false];
    expect(await ready()).toEqual([200, { status: 'degraded', service: 'projects' }]);
  });

  it('is ready again when all its queues are well', async () => {
    [unwellQueues, watched] = [[], true];
    expect(await ready()).toMatchObject([200, { status: 'ready', checks: { database: 'up', broker: 'up' } }]);
  });
});

describe('Many who ask at once whether a service is ready', () => {
  it('share one look at the database, which whoever asks within a second has too', async () => {
    let looks = 0;
    const app = express().use(
      healthRoutes({
        service: 'projects',
        lifecycle: { phase: 'ready' },
        db: {
          query: async () => {
            looks += 1;
            await new Promise((resolve) => setTimeout(resolve, 50));
            return [];
          },
        } as unknown as Parameters<typeof healthRoutes>[0]['db'],
        metrics: createMetrics('projects'),
        brokerConnected: () => true,
        unwellQueues: () => [],
        mayWatch: async () => false,
        log: () => 'serving',
      }),
    );
    server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const api = client(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const began = performance.now();
    const replies = await Promise.all(Array.from({ length: 50 }, () => api.get('/readyz')));
    expect(replies.every(({ status }) => status === 200)).toBe(true);
    // A slow machine may take longer than the second that an answer is kept.
    expect(looks).toBeLessThanOrEqual(1 + Math.floor((performance.now() - began) / 1_000));
    await eventually(
      async () => {
        await api.get('/readyz');
        return looks;
      },
      (count) => count > 1,
      { what: 'another look once the answer is old' },
    );
  });
});
