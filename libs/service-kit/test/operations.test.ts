import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { client, serviceToken } from '../src/testing/index.js';
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

  it('is not the peers’ way in', async () => {
    expect((await client(notes.url, await serviceToken()).get(`${base}/status`)).status).toBe(401);
  });
});

it('metrics name routes, never ids', async () => {
  await notes.api.get('/api/v1/notes/0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b11');
  const { body } = await notes.api.as().get('/metrics');
  expect(body).toContain('route="/notes/{id}"');
  expect(body).not.toContain('0199d3a0');
  expect(body).toContain('database_connections');
});
