import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { client } from '../src/testing/index.js';
import { startNotes, type Notes } from './startNotes.js';

let notes: Notes;
beforeAll(async () => {
  notes = await startNotes();
});
afterAll(() => notes.stop());

const everything = async () => [
  await notes.count('note'),
  await notes.count('kit.event_log'),
  await notes.count('kit.audit_log'),
  await notes.count('kit.idempotency_key'),
];

describe('a command', () => {
  it('is answered once its event, its outbox row and its audit line are committed', async () => {
    const reply = await notes.api.post(
      '/api/v1/notes',
      { title: 'A first note' },
      { 'x-request-id': 'request-0001' },
    );
    expect(reply.status).toBe(201);
    expect(reply.body).toEqual({ id: expect.any(String), version: 1, title: 'A first note', weight: null });
    expect(reply.headers.get('etag')).toBe('"1"');
    expect(reply.headers.get('x-request-id')).toBe('request-0001');
    const id = reply.body.id;
    expect(
      await notes.database.query('SELECT type, correlation_id FROM kit.event_log WHERE subject = $1', [id]),
    ).toEqual([{ type: 'projects.project-created.v1', correlation_id: 'request-0001' }]);
    expect(
      await notes.database.query(
        'SELECT action, record_kind, request_id FROM kit.audit_log WHERE record_id = $1',
        [id],
      ),
    ).toEqual([{ action: 'createNote', record_kind: 'project', request_id: 'request-0001' }]);
  });

  it('that fails leaves nothing behind', async () => {
    await notes.api.post('/api/v1/notes', { title: 'Taken' });
    const before = await everything();
    const reply = await notes.api.post('/api/v1/notes', { title: 'Taken' }, { 'idempotency-key': 'fails' });
    expect(reply.status).toBe(409);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(reply.body).toEqual({
      type: 'https://closeout.dev/problems/budget-code-taken',
      title: 'Conflict',
      status: 409,
      code: 'budget-code-taken',
      detail: 'There is a note with this title.',
      instance: reply.headers.get('x-request-id'),
    });
    expect(await everything()).toEqual(before);
  });

  it('answers nothing but its status when there is nothing to say', async () => {
    const { body } = await notes.api.post('/api/v1/notes', { title: 'To be removed' });
    const reply = await notes.api.delete(`/api/v1/notes/${body.id}`);
    expect([reply.status, reply.body]).toEqual([204, '']);
  });
});

describe('an Idempotency-Key', () => {
  it('gives the same answer once more, and does nothing more', async () => {
    const send = () => notes.api.post('/api/v1/notes', { title: 'Once' }, { 'idempotency-key': 'once-1' });
    const first = await send();
    const before = await everything();
    const second = await send();
    expect([second.status, second.body]).toEqual([first.status, first.body]);
    expect(second.headers.get('etag')).toBe('"1"');
    expect([first.headers.get('idempotency-replayed'), second.headers.get('idempotency-replayed')]).toEqual([
      null,
      'true',
    ]);
    expect(await everything()).toEqual(before);
  });

  it('knows the same request written differently, and refuses another one', async () => {
    const key = { 'idempotency-key': 'written-1' };
    const first = await notes.api.post('/api/v1/notes', '{"title":"Written","weight":1}', key);
    const same = await notes.api.post('/api/v1/notes', '{ "weight": 1, "title": "Written" }', key);
    expect([same.status, same.body]).toEqual([201, first.body]);
    const other = await notes.api.post('/api/v1/notes', { title: 'Something else' }, key);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
    expect(await notes.count(`note WHERE title = 'Something else'`)).toBe(0);
  });

  it('makes one of twenty twins that arrive together', async () => {
    const replies = await Promise.all(
      Array.from({ length: 20 }, () =>
        notes.api.post('/api/v1/notes', { title: 'Twins' }, { 'idempotency-key': 'twins-1' }),
      ),
    );
    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([201]));
    expect(new Set(replies.map((reply) => reply.body.id)).size).toBe(1);
    expect(replies.filter((reply) => reply.headers.get('idempotency-replayed') === null)).toHaveLength(1);
    expect(await notes.count(`note WHERE title = 'Twins'`)).toBe(1);
  });

  it('of one caller is not that of another', async () => {
    const key = { 'idempotency-key': 'mine-1' };
    const mine = await notes.api.post('/api/v1/notes', { title: 'Mine' }, key);
    const other = client(notes.url, await notes.tokens.token({ permissions: 'all' }));
    const theirs = await other.post('/api/v1/notes', { title: 'Theirs' }, key);
    expect([mine.body.title, theirs.body.title]).toEqual(['Mine', 'Theirs']);
  });

  it('is free again after a failure', async () => {
    const key = { 'idempotency-key': 'free-again' };
    const title = { title: 'Blocked' };
    const { body } = await notes.api.post('/api/v1/notes', title);
    expect((await notes.api.post('/api/v1/notes', title, key)).status).toBe(409);
    await notes.api.delete(`/api/v1/notes/${body.id}`);
    expect((await notes.api.post('/api/v1/notes', title, key)).status).toBe(201);
  });

  it.each(['', 'with space', 'é', 'x'.repeat(201)])('is refused when malformed: %j', async (key) => {
    const reply = await notes.api.post('/api/v1/notes', { title: 'Malformed' }, { 'idempotency-key': key });
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([400, 'Idempotency-Key']);
  });
});

describe('a version', () => {
  it('comes with each answer, is looked at by PATCH, and saves re-reading', async () => {
    const { body } = await notes.api.post('/api/v1/notes', { title: 'Versioned' });
    const path = `/api/v1/notes/${body.id}`;
    const renamed = await notes.api.patch(path, { title: 'Versioned twice' }, { 'if-match': '"1"' });
    expect([renamed.status, renamed.body.version, renamed.headers.get('etag')]).toEqual([200, 2, '"2"']);
    const stale = await notes.api.patch(path, { title: 'Too late' }, { 'if-match': '"1"' });
    expect([stale.status, stale.body.code, stale.body.currentVersion]).toEqual([412, 'stale-version', 2]);
    expect((await notes.api.get(path, { 'if-none-match': 'W/"1", W/"2"' })).status).toBe(304);
    expect((await notes.api.get(path, { 'if-none-match': '"1"' })).body.title).toBe('Versioned twice');
    expect((await notes.api.patch(path, { title: 'Whatever' }, { 'if-match': '*' })).status).toBe(200);
    expect((await notes.api.patch(path, { title: 'Whatever' }, { 'if-match': 'yesterday' })).status).toBe(
      400,
    );
  });

  it('is moved by one of ten changes that all saw the same', async () => {
    const { body } = await notes.api.post('/api/v1/notes', { title: 'Contended' });
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        notes.api.patch(`/api/v1/notes/${body.id}`, { title: `Contended ${i}` }, { 'if-match': '"1"' }),
      ),
    );
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, ...Array<number>(9).fill(412)]);
  });
});

describe('what a command stumbles over', () => {
  it('may be put right, and it is run once more', async () => {
    let recovered = 0;
    const healing = await startNotes({
      recover: async (kit) => {
        recovered += 1;
        await kit.db.query(`DELETE FROM note WHERE title = 'In the way'`);
        return true;
      },
    });
    try {
      await healing.api.post('/api/v1/notes', { title: 'In the way' });
      const reply = await healing.api.post(
        '/api/v1/notes',
        { title: 'In the way' },
        { 'idempotency-key': 'healed-1' },
      );
      expect([reply.status, recovered]).toEqual([201, 1]);
    } finally {
      await healing.stop();
    }
  });
});

describe('a list', () => {
  it('is read page by page to its end', async () => {
    const titles = new Set<string>();
    let cursor: string | null = '';
    let pages = 0;
    while (cursor !== null) {
      const reply = await notes.api.get(`/api/v1/notes?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
      for (const note of reply.body.items) titles.add(note.title);
      cursor = reply.body.nextCursor;
      pages += 1;
    }
    expect(titles.size).toBe(await notes.count('note'));
    expect(pages).toBe(Math.ceil(titles.size / 3));
  });

  it.each(['nonsense', 'W10', 'WzFd', 'bnVsbA'])(
    'refuses a cursor that it did not make: %s',
    async (cursor) => {
      const reply = await notes.api.get(`/api/v1/notes?cursor=${cursor}`);
      expect([reply.status, reply.body.code]).toEqual([400, 'bad-cursor']);
    },
  );
});
