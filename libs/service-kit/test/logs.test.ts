import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { createLogger, reachOver, watchReach, type Logger } from '../src/observability/index.js';
import type { Service } from '../src/service/index.js';
import {
  client,
  createTestDatabase,
  createTestTokens,
  eventually,
  testNamespace,
  type TestClient,
  type TestDatabase,
  type TestTokens,
} from '../src/testing/index.js';
import { breakableProxy, type BreakableProxy } from './breakableProxy.js';
import { createNotes, noteMigrations } from './noteService.js';

interface Line {
  level: string;
  msg: string;
  peer?: string;
  err?: unknown;
}

let lines: Line[];
const recorder = (): Logger => {
  lines = [];
  return createLogger({
    service: 'projects',
    level: 'info',
    destination: { write: (line) => void lines.push(JSON.parse(line) as Line) },
  });
};
const said = (peer: string) =>
  lines.filter((line) => line.peer === peer).map(({ level, msg }) => [level, msg]);
const troubles = () =>
  lines.filter(({ level, err }) => level === 'error' || level === 'fatal' || err !== undefined);
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('The log of a service', () => {
  let database: TestDatabase;
  let tokens: TestTokens;
  let toDatabase: BreakableProxy;
  let toBroker: BreakableProxy;
  let neighbour: Server;
  let answering = true;
  let service: Service;
  let api: TestClient;

  beforeEach(async () => {
    const migrations = await noteMigrations();
    database = await createTestDatabase({ migrations });
    tokens = await createTestTokens();
    toDatabase = await breakableProxy(database.url);
    toBroker = await breakableProxy(String(process.env['TEST_AMQP_URL']));
    answering = true;
    neighbour = createServer((req, res) => {
      if (answering)
        res.writeHead(200, { 'content-type': 'application/json' }).end('{"items":[],"nextAfter":0}');
      else req.socket.destroy();
    });
    await new Promise<void>((resolve) => neighbour.listen(0, '127.0.0.1', resolve));
    service = await createNotes({
      migrations,
      env: {
        DATABASE_URL: toDatabase.url,
        AMQP_URL: toBroker.url,
        NAMESPACE: testNamespace(),
        JWKS_URL: tokens.jwksUrl,
        BILLING_URL: `http://127.0.0.1:${(neighbour.address() as AddressInfo).port}`,
      },
      service: {
        log: recorder(),
        messaging: { reconcileEveryMs: 200 },
        subscriptions: { billing: { 'billing.customer-created.v1': async () => undefined } },
      },
    });
    const { url } = await service.start();
    api = client(url, await tokens.token({ permissions: 'all' }));
    await eventually(
      async () => service.kit.messaging.connected,
      ({ publish, consume }) => publish && consume,
    );
  });
  afterEach(async () => {
    await service.stop();
    await Promise.all([toDatabase.close(), toBroker.close(), tokens.close()]);
    neighbour.closeAllConnections();
    await new Promise((resolve) => neighbour.close(resolve));
    await database.drop();
  });

  it('of a normal start warns of nothing', async () => {
    await wait(1000);
    expect(lines.filter(({ level }) => level !== 'info')).toEqual([]);
    expect(troubles()).toEqual([]);
  });

  it('has one line when the broker goes and one when it is back, whatever waits for it', async () => {
    await toBroker.cut();
    await wait(3000);
    expect(said('rabbitmq')).toEqual([['warn', 'rabbitmq is away']]);
    expect((await api.post('/api/v1/notes', { title: 'Meanwhile' })).status).toBe(201);
    await toBroker.mend();
    await eventually(
      async () => said('rabbitmq'),
      (found) => found.length === 2,
      { timeoutMs: 15_000 },
    );
    expect(said('rabbitmq')[1]).toEqual(['info', 'rabbitmq is back']);
    expect(troubles()).toEqual([]);
    expect(lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
  }, 30_000);

  it('has one line when the database goes and one when it is back, however many ask for it', async () => {
    await toDatabase.cut();
    const refused = await Promise.all(
      Array.from({ length: 10 }, () => api.post('/api/v1/notes', { title: 'While away' })),
    );
    expect(refused.map(({ status }) => status)).toEqual(Array(10).fill(503));
    await wait(2000);
    await toDatabase.mend();
    await eventually(
      async () => said('postgresql'),
      (found) => found.length === 2,
      { timeoutMs: 15_000 },
    );
    expect(said('postgresql')).toEqual([
      ['warn', 'postgresql is away'],
      ['info', 'postgresql is back'],
    ]);
    expect(troubles()).toEqual([]);
  }, 30_000);

  it('has one line when another service goes and one when it is back', async () => {
    await service.kit.peer('billing').get('/internal/events', z.unknown());
    answering = false;
    await wait(1500);
    answering = true;
    await eventually(
      async () => said('billing'),
      (found) => found.length === 2,
      { timeoutMs: 15_000 },
    );
    expect(said('billing')).toEqual([
      ['warn', 'billing is away'],
      ['info', 'billing is back'],
    ]);
    expect(troubles()).toEqual([]);
  }, 30_000);
});

describe('Whether something can be reached', () => {
  it('is told when it changes only', () => {
    const reach = watchReach(recorder(), 'mail server');
    for (const turn of [reach.back, reach.back, reach.gone, reach.gone, reach.back, reach.back])
      turn(new Error('no route'));
    expect(said('mail server')).toEqual([
      ['warn', 'mail server is away'],
      ['info', 'mail server is back'],
    ]);
    expect(lines[0]).toMatchObject({ reason: 'no route' });
  });

  it('is not missed at once where it never was there: those who start together find each other soon', () => {
    const log = recorder();
    const patient = watchReach(log, 'billing');
    patient.gone(new Error('starting'));
    patient.back();
    expect(lines).toEqual([]);
    const late = watchReach(log, 'projects', { patienceMs: 0 });
    late.gone(new Error('still not there'));
    late.gone(new Error('still not there'));
    late.back();
    expect(said('projects')).toEqual([
      ['warn', 'projects is away'],
      ['info', 'projects is back'],
    ]);
  });

  it('over several ways is given when all of them serve', () => {
    const [one, two] = reachOver(watchReach(recorder(), 'rabbitmq'), 2);
    one?.back();
    two?.back();
    one?.gone('cut');
    two?.gone('cut');
    one?.back();
    expect(said('rabbitmq')).toEqual([['warn', 'rabbitmq is away']]);
    two?.back();
    expect(said('rabbitmq')).toHaveLength(2);
  });
});
