import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, type Service } from '../src/index.js';
import { client, createTestDatabase, createTestTokens, type TestClient, type TestDatabase, type TestTokens } from '../src/testing/index.js';
import { createNotes, noteMigrations } from './noteService.js';

let database: TestDatabase;
let tokens: TestTokens;
let service: Service;
let api: TestClient;
let url: string;

beforeAll(async () => {
  const migrations = await noteMigrations();
  database = await createTestDatabase({ migrations });
  tokens = await createTestTokens();
  service = await createNotes({ migrations, env: { DATABASE_URL: database.url, JWKS_URL: tokens.jwksUrl, AMQP_URL: 'amqp://127.0.0.1:1' } });
  ({ url } = await service.start());
  api = client(url, await tokens.token({ permissions: 'all' }));
});
afterAll(async () => {
  await service.stop();
  await tokens.close();
  await database.drop();
});

const count = async (sql: string) => Number((await database.query<{ n: bigint }>(`SELECT count(*) AS n FROM ${sql}`))[0]?.n);

describe('a command', () => {
  it('is answered, and its event, outbox row and audit line are there', async () => {
    const reply = await api.post('/api/v1/notes', { title: 'A first note' }, { 'x-request-id': 'request-0001' });
    expect(reply.status).toBe(201);
    expect(reply.body).toEqual({ id: expect.any(String), version: 1, title: 'A first note', weight: null });
    expect(reply.headers.get('etag')).toBe('"1"');
    expect(reply.headers.get('x-request-id')).toBe('request-0001');
    const [event] = await database.query('SELECT type, subject, correlation_id FROM kit.event_log WHERE subject = $1', [reply.body.id]);
    expect(event).toEqual({ type: 'projects.project-created.v1', subject: reply.body.id, correlation_id: 'request-0001' });
    const [audit] = await database.query('SELECT actor_kind, action, record_kind, record_id, request_id FROM kit.audit_log WHERE record_id = $1', [reply.body.id]);
    expect(audit).toEqual({ actor_kind: 'user', action: 'createNote', record_kind: 'notes', record_id: reply.body.id, request_id: 'request-0001' });
  });

  it('that fails leaves nothing: no row, no event, no audit line', async () => {
    await api.post('/api/v1/notes', { title: 'Taken' });
    const before = [await count('note'), await count('kit.event_log'), await count('kit.audit_log')];
    const reply = await api.post('/api/v1/notes', { title: 'Taken' });
    expect(reply.status).toBe(409);
    expect(reply.body).toMatchObject({ code: 'title-taken', status: 409, title: 'Conflict', instance: reply.headers.get('x-request-id') });
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect([await count('note'), await count('kit.event_log'), await count('kit.audit_log')]).toEqual(before);
  });
});
