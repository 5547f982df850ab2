import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Agent, request } from 'undici';
import {
  client,
  createTestDatabase,
  createTestTokens,
  eventually,
  type TestDatabase,
  type TestTokens,
} from '../src/testing/index.js';
import type { Service } from '../src/service/index.js';
import { breakableProxy, type BreakableProxy } from './breakableProxy.js';
import { createNotes, noteMigrations } from './noteService.js';

let database: TestDatabase;
let way: BreakableProxy;
let tokens: TestTokens;
let migrations: string;
beforeEach(async () => {
  migrations = await noteMigrations();
  database = await createTestDatabase({ migrations });
  way = await breakableProxy(database.url);
  tokens = await createTestTokens();
});
afterEach(async () => {
  await way.close();
  await tokens.close();
  await database.drop();
});

const env = () => ({ DATABASE_URL: way.url, JWKS_URL: tokens.jwksUrl, AMQP_URL: 'amqp://127.0.0.1:1' });

describe('readiness', () => {
  it('follows the database away and back; commands meanwhile are told to come again', async () => {
    const service = await createNotes({ migrations, env: env() });
    const { url } = await service.start();
    const api = client(url, await tokens.token({ permissions: 'all' }));
    const ready = () => api.get('/readyz');
    expect((await ready()).body).toEqual({
      status: 'ready',
      service: 'projects',
      phase: 'ready',
      checks: { database: 'up', broker: 'down' },
    });

    await way.cut();
    // An answer is kept for a second.
    const away = await eventually(ready, ({ status }) => status === 503);
    expect([away.status, away.body.checks.database]).toEqual([503, 'down']);
    expect((await api.get('/livez')).status).toBe(200);
    expect((await api.get('/metrics')).body).toContain('http_request_duration_seconds');
    const refused = await api.post(
      '/api/v1/notes',
      { title: 'While away' },
      { 'idempotency-key': 'while-away' },
    );
    expect([refused.status, refused.body.code, refused.headers.get('retry-after')]).toEqual([
      503,
      'database-unavailable',
      '2',
    ]);

    await way.mend();
    await eventually(ready, ({ status }) => status === 200, { what: 'readiness' });
    const taken = await api.post(
      '/api/v1/notes',
      { title: 'While away' },
      { 'idempotency-key': 'while-away' },
    );
    expect(taken.status).toBe(201);
    await service.stop();
  });

  it('a service that starts before its database waits for it', async () => {
    await way.cut();
    let port = 0;
    const service = await createNotes({
      migrations,
      env: env(),
      service: { onStart: async () => undefined },
    });
    const starting = service.start();
    starting.then((started) => (port = started.port)).catch(() => undefined); // awaited below
    await way.mend();
    const { url } = await starting;
    expect(port).toBeGreaterThan(0);
    expect((await client(url).get('/readyz')).status).toBe(200);
    await service.stop();
  });

  it('a service that is stopped while it waits stops', async () => {
    await way.cut();
    const service = await createNotes({ migrations, env: env() });
    const starting = service.start();
    await service.stop();
    await expect(starting).rejects.toThrow('stopped while starting');
  });
});

describe('a database that breaks', () => {
  it('in the middle of a command loses the command whole; sent again, it is done once', async () => {
    let breakNow = true;
    const service = await createNotes({
      migrations,
      env: env(),
      beforeCommit: async () => {
        if (!breakNow) return;
        breakNow = false;
        await way.cut();
      },
    });
    const { url } = await service.start();
    const api = client(url, await tokens.token({ permissions: 'all' }));
    const send = () =>
      api.post('/api/v1/notes', { title: 'Interrupted' }, { 'idempotency-key': 'interrupted' });
    expect((await send()).status).toBe(503);
    await way.mend();
    await eventually(send, ({ status }) => status === 201, { what: 'the command' });
    expect((await send()).headers.get('idempotency-replayed')).toBe('true');
    expect(await database.query(`SELECT title FROM note`)).toEqual([{ title: 'Interrupted' }]);
    expect(await database.query('SELECT type FROM kit.event_log')).toHaveLength(1);
    await service.stop();
  });
});

describe('a stop', () => {
  it('waits for the requests under way, refuses new ones, and frees the port', async () => {
    let release = () => {};
    let arrived = () => {};
    const isRunning = new Promise<void>((resolve) => (arrived = resolve));
    const service: Service = await createNotes({
      migrations,
      env: env(),
      hold: () => {
        arrived();
        return new Promise((resolve) => (release = resolve));
      },
    });
    const { url } = await service.start();
    const agent = new Agent({ keepAliveTimeout: 60_000 });
    const headers = {
      authorization: `Bearer ${await tokens.token({ permissions: 'all' })}`,
      'content-type': 'application/json',
    };
    await request(`${url}/livez`, { dispatcher: agent }).then(({ body }) => body.dump()); // leaves a connection that is kept alive
    const running = request(`${url}/api/v1/notes/hold`, {
      method: 'POST',
      headers,
      body: '{}',
      dispatcher: agent,
    });
    await isRunning;

    let stopped = false;
    const stopping = service.stop().then(() => (stopped = true));
    await eventually(
      () =>
        fetch(`${url}/livez`).then(
          () => 'open',
          () => 'closed',
        ),
      (state) => state === 'closed',
      { what: 'a closed port' },
    );
    expect(stopped).toBe(false);
    release();
    const { statusCode, body } = await running;
    expect([statusCode, await body.json()]).toEqual([200, { held: true }]);
    await stopping;
    await agent.close();
    expect(await database.query(`SELECT action FROM kit.audit_log`)).toEqual([{ action: 'holdNotes' }]);
  });

  it('does not wait for connections that were opened to be ready, and on which nothing was ever sent', async () => {
    const service = await createNotes({ migrations, env: env() });
    const { port } = await service.start();
    const spare = connect(port, '127.0.0.1');
    await once(spare, 'connect');
    const ended = once(spare, 'close');
    // The service has seen it, too, once it has answered on a later one.
    expect((await fetch(`http://127.0.0.1:${port}/livez`)).status).toBe(200);
    const began = performance.now();
    await service.stop();
    await ended;
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
