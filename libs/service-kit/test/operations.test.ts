import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { client, serviceToken, testMetricsToken } from '../src/testing/index.js';
import { startNotes, type Notes } from './startNotes.js';

let notes: Notes;
const base = '/api/v1/operations/projects';
beforeAll(async () => {
  notes = await startNotes();
});
afterAll(() => notes.stop());

describe('the operator’s API', () => {
  it('needs its own permission', async () => {
    const other = client(notes.url, await notes.tokens.token({ permissions: ['projects.view'] }));
    for (const path of ['/dead-letters', '/audit', '/status'])
      expect((await other.get(base + path)).status).toBe(403);
  });

  it('shows who did what, newest first, page by page, and by record', async () => {
    const made = [];
    for (const title of ['One', 'Two', 'Three'])
      made.push((await notes.api.post('/api/v1/notes', { title })).body.id);
    const first = await notes.api.get(`${base}/audit?limit=2`);
    expect(first.body.items.map((line: { recordId: string }) => line.recordId)).toEqual([made[2], made[1]]);
    const second = await notes.api.get(`${base}/audit?limit=2&cursor=${first.body.nextCursor}`);
    expect(second.body).toMatchObject({
      items: [{ recordId: made[0], action: 'createNote', actor: { kind: 'user', name: 'Test user' } }],
      nextCursor: null,
    });
    expect((await notes.api.get(`${base}/audit?recordId=${made[1]}`)).body.items).toHaveLength(1);
    expect((await notes.api.get(`${base}/audit?cursor=WyJ4Il0`)).body.code).toBe('bad-cursor');
  });

  it('tells how messaging fares', async () => {
    const { body } = await notes.api.get(`${base}/status`);
    expect(body).toMatchObject({
      service: 'projects',
      broker: { publish: false, consume: false },
      deadLetters: 0,
      inbox: { waiting: 0 },
    });
  });

  it('lists, shows, replays and discards dead letters, and remembers who did', async () => {
    const ids = ['0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b01', '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b02'];
    for (const id of ids) {
      await notes.database.query(
        `INSERT INTO kit.dead_letter (id, consumer, headers, body, reason) VALUES ($1, 'projects', '{}', 'not json', 'unreadable message')`,
        [id],
      );
    }
    const page = await notes.api.get(`${base}/dead-letters?status=dead&limit=1`);
    expect(page.body.items).toMatchObject([{ id: ids[1], status: 'dead', reason: 'unreadable message' }]);
    expect(
      (await notes.api.get(`${base}/dead-letters?cursor=${page.body.nextCursor}`)).body.items,
    ).toHaveLength(1);
    expect((await notes.api.get(`${base}/dead-letters/${ids[0]}`)).body.body).toEqual({
      encoding: 'utf8',
      content: 'not json',
    });
    expect((await notes.api.post(`${base}/dead-letters/${ids[0]}/replay`)).body.code).toBe(
      'dead-letter-unreadable',
    );
    expect((await notes.api.post(`${base}/dead-letters/${ids[0]}/discard`, {})).body.errors).toMatchObject([
      { pointer: '/reason', code: 'required' },
    ]);
    const discarded = await notes.api.post(`${base}/dead-letters/${ids[0]}/discard`, {
      reason: 'planted by a test',
    });
    expect(discarded.body).toMatchObject({
      status: 'discarded',
      resolution: 'planted by a test',
      resolvedBy: 'Test user',
    });
    expect(
      (await notes.api.post(`${base}/dead-letters/${ids[0]}/discard`, { reason: 'again' })).body.code,
    ).toBe('dead-letter-resolved');
    expect((await notes.api.get(`${base}/audit?recordId=${ids[0]}`)).body.items).toMatchObject([
      { action: 'discardDeadLetter', kind: 'dead-letter' },
    ]);
  });

  it('takes no cursor that it did not make: 400, whatever is wrong with it', async () => {
    const cursor = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url');
    const id = '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b01';
    for (const [list, odd] of [
      ['dead-letters', cursor('yesterday, or so', id)],
      ['dead-letters', cursor('2026-02-31 00:00:00+00', id)],
      ['dead-letters', cursor('2026-13-01 25:00:00+00', id)],
      ['dead-letters', cursor('', id)],
      ['dead-letters', cursor('2026-01-01 00:00:00+00', 'no id')],
      ['dead-letters', 'no base64 at all'],
      ['audit', cursor('9'.repeat(40))],
      ['audit', cursor('-1.5')],
    ] as const) {
      const { status, body } = await notes.api.get(`${base}/${list}?cursor=${encodeURIComponent(odd)}`);
      expect([list, odd, status, body.code]).toEqual([list, odd, 400, 'bad-cursor']);
    }
  });

  it('keeps nothing in caches, not even in the browser’s own', async () => {
    for (const path of ['dead-letters', 'audit?limit=1', 'status'])
      expect((await notes.api.get(`${base}/${path}`)).headers.get('cache-control')).toBe('no-store');
  });

  it('is not the peers’ way in', async () => {
    expect((await client(notes.url, await serviceToken()).get(`${base}/status`)).status).toBe(401);
  });
});

describe('The metrics', () => {
  const read = async () => String((await notes.api.get('/metrics')).body);
  const requests = async () =>
    [...(await read()).matchAll(/^closeout_http_request_duration_seconds_count\{(.*)\} /gm)].map(
      (match) => match[1],
    );

  it('name routes, never ids', async () => {
    await notes.api.get('/api/v1/notes/0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b11');
    expect(await requests()).toContainEqual(expect.stringContaining('route="/notes/{id}"'));
    expect(await read()).not.toContain('0199d3a0');
  });

  it('name health and what services ask each other by routes of their own, and what is not there by none', async () => {
    const peer = client(notes.url, await serviceToken());
    for (const path of ['/livez', '/readyz', '/metrics']) await notes.api.get(path);
    expect((await peer.get('/internal/events?after=0')).status).toBe(200);
    expect((await peer.get('/internal/events?after=x')).status).toBe(400);
    expect((await notes.api.as().get('/internal/events')).status).toBe(401);
    expect((await peer.get('/internal/nonsense')).status).toBe(404);
    const found = await requests();
    for (const [route, status] of [
      ['/livez', 200],
      ['/readyz', 200],
      ['/metrics', 200],
      ['/internal/events', 200],
      ['/internal/events', 400],
      ['/internal', 401],
      ['unmatched', 404],
    ])
      expect(found).toContainEqual(expect.stringMatching(new RegExp(`route="${route}",status="${status}"`)));
  });

  it('all begin with the product’s name, and say what was built', async () => {
    const text = await read();
    const names = [...text.matchAll(/^# TYPE (\S+)/gm)].map((match) => match[1] ?? '');
    expect(names.length).toBeGreaterThan(30);
    expect(names.filter((name) => !name.startsWith('closeout_'))).toEqual([]);
    expect(text).toMatch(
      /^closeout_build_info\{version="\d+\.\d+\.\d+",revision="unknown",node="v[\d.]+",service="projects"\} 1$/m,
    );
  });

  it('say how old the oldest parked message and the oldest dead letter are', async () => {
    await notes.database.query(
      `INSERT INTO kit.inbox (consumer, source, event_id, received_at, status, next_at, headers, body)
        VALUES ('projects', 'billing', gen_random_uuid(), now() - interval '10 minutes', 'retry', now() + interval '1 day', '{}', '{}')`,
    );
    await notes.database.query(
      `INSERT INTO kit.dead_letter (id, consumer, received_at, headers, body, reason)
        VALUES (gen_random_uuid(), 'projects', now() - interval '2 hours', '{}', '', 'planted')`,
    );
    const text = await read();
    const value = (name: string) =>
      Number(new RegExp(`^closeout_${name}\\{.*\\} (.*)$`, 'm').exec(text)?.[1]);
    expect(value('inbox_oldest_waiting_seconds')).toBeGreaterThanOrEqual(600);
    expect(value('inbox_oldest_waiting_seconds')).toBeLessThan(660);
    expect(value('oldest_dead_letter_seconds')).toBeGreaterThanOrEqual(7200);
    expect(value('database_connections')).toBeGreaterThanOrEqual(0);
  });
});

describe('who watches the service', () => {
  const details = async (token?: string) => {
    const caller = client(notes.url, token);
    return [(await caller.get('/metrics')).status, 'checks' in (await caller.get('/readyz')).body];
  };

  it('is whoever may manage operations, another service, and a monitor with METRICS_TOKEN', async () => {
    expect(await details(await notes.tokens.token({ permissions: ['operations.manage'] }))).toEqual([
      200,
      true,
    ]);
    expect(await details(await serviceToken())).toEqual([200, true]);
    expect(await details(testMetricsToken)).toEqual([200, true]);
  });

  it('is no stranger, and nobody with another permission: they hear whether it is ready, and no more', async () => {
    const seller = await notes.tokens.token({ permissions: ['customers.manage'] });
    for (const token of [undefined, 'not a token', `${testMetricsToken}x`, seller])
      expect(await details(token)).toEqual([401, false]);
    const { status, body } = await client(notes.url).get('/readyz');
    expect([status, body]).toEqual([200, { status: 'ready', service: 'projects' }]);
    const refused = await client(notes.url).get('/metrics');
    expect([refused.body.code, refused.headers.get('www-authenticate')]).toEqual([
      'unauthenticated',
      'Bearer',
    ]);
  });
});
