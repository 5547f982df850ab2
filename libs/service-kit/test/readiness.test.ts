import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import type { Server } from 'node:http';
import { createMetrics } from '../src/observability/metrics.js';
import { healthRoutes } from '../src/service/health.js';
import { client } from '../src/testing/index.js';

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
