import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startNotes, type Notes } from './startNotes.js';

let notes: Notes;
/** One that waits for nobody for long. */
let impatient: Notes;
beforeAll(async () => {
  notes = await startNotes();
  impatient = await startNotes({
    service: { http: { limits: { headersTimeoutMs: 400, requestTimeoutMs: 600 } } },
  });
});
afterAll(async () => {
  await notes.stop();
  await impatient.stop();
});

const path = '/api/v1/notes';

/** Sends bytes as they are, and everything that comes back until the server closes. */
function raw(service: Notes, ...parts: string[]): Promise<string> {
  const { hostname, port } = new URL(service.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let received = '';
    socket.on('data', (data) => (received += data.toString()));
    socket.on('close', () => resolve(received));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(received) : reject(error),
    );
    for (const part of parts) socket.write(part);
  });
}
const head = (service: Notes, ...lines: string[]) =>
  [`POST ${path} HTTP/1.1`, 'Host: notes', `Authorization: Bearer ${service.token}`, ...lines, '', ''].join(
    '\r\n',
  );

describe('a body', () => {
  it.each([
    ['of another type', '{"title":"x"}', { 'content-type': 'text/plain' }, 415, 'unsupported-media-type'],
    [
      'of a form',
      'title=x',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'unsupported-media-type',
    ],
    [
      'in another character set',
      '{"title":"x"}',
      { 'content-type': 'application/json; charset=utf-16' },
      415,
      'unsupported-media-type',
    ],
    ['that is compressed', '{"title":"x"}', { 'content-encoding': 'gzip' }, 415, 'unsupported-media-type'],
    ['that is no JSON', '{"title":', {}, 400, 'invalid-json'],
    ['of more than 256 KiB', JSON.stringify({ title: 'x'.repeat(300_000) }), {}, 413, 'body-too-large'],
    ['of several MiB', JSON.stringify({ title: 'x'.repeat(5_000_000) }), {}, 413, 'body-too-large'],
    [
      'nested 100,000 deep',
      `{"title":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      {},
      400,
      'invalid-request',
    ],
    ['that is no object', '"title"', {}, 400, 'invalid-request'],
    ['that is null', 'null', {}, 400, 'invalid-request'],
  ])('%s is refused', async (_what, body, headers, status, code) => {
    const reply = await notes.api.post(path, body, headers as Record<string, string>);
    expect([reply.status, reply.body.code]).toEqual([status, code]);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
  });

  it('sent in pieces beyond the limit is refused while it is still being sent', async () => {
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    const received = await raw(
      notes,
      head(notes, 'Content-Type: application/json', 'Transfer-Encoding: chunked', 'Connection: close'),
      ...Array<string>(8).fill(chunk),
      '0\r\n\r\n',
    );
    expect(received).toMatch(/^HTTP\/1.1 413 /);
  });

  it('of bytes that are not UTF-8 is refused', async () => {
    const response = await fetch(notes.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${notes.token}`, 'content-type': 'application/json' },
      body: Buffer.from([...Buffer.from('{"title":"'), 0xff, 0xfe, ...Buffer.from('"}')]),
    });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
      400,
      'invalid-json',
    ]);
  });

  it.each([
    [
      'nested deep, with what cannot be stored',
      `{"a":${'['.repeat(100_000)}"\\u0000"${']'.repeat(100_000)}}`,
    ],
    ['of many unknown fields', JSON.stringify(Object.fromEntries(Array(20_000).entries()))],
    [
      'of long unknown fields',
      JSON.stringify(Object.fromEntries(Array.from({ length: 25 }, (_, i) => [i + 'x'.repeat(10_000), 1]))),
    ],
    [
      'of many wrong values',
      JSON.stringify({ title: 'x', lines: Array(80).fill({ text: 1, quantity: 'x' }) }),
    ],
    ['of more values than anybody needs', JSON.stringify({ title: Array(100_000).fill(0) })],
  ])('%s gets a small answer', async (_what, body) => {
    const reply = await notes.api.post(path, body);
    expect([reply.status, reply.body.code]).toEqual([400, 'invalid-request']);
    expect(reply.body.errors.length).toBeLessThanOrEqual(50);
    expect(JSON.stringify(reply.body).length).toBeLessThan(40_000);
  });

  it('that never ends is cut off', async () => {
    const lines = ['Content-Type: application/json', 'Content-Length: 100'];
    const received = await raw(impatient, head(impatient, ...lines), '{"title":');
    expect(received).toMatch(/^HTTP\/1.1 408 /);
    expect(received).toContain('request-timeout');
  });

  it('is not waited for from a stranger', async () => {
    const reply = await notes.api.as().post(path, JSON.stringify({ title: 'x'.repeat(300_000) }));
    expect([reply.status, reply.body.code]).toEqual([401, 'unauthenticated']);
  });
});

describe('headers', () => {
  it('that never end are cut off', async () => {
    expect(await raw(impatient, `POST ${path} HTTP/1.1\r\nHost: notes\r\nX-Slow: `)).toMatch(
      /^HTTP\/1.1 408 /,
    );
  });

  it('of more than 16 KiB are refused', async () => {
    expect(
      await raw(notes, `GET ${path} HTTP/1.1\r\nHost: notes\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`),
    ).toMatch(/^HTTP\/1.1 431 /);
  });

  it('that are no HTTP are refused', async () => {
    expect(await raw(notes, 'Good morning\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /);
  });

  it('do not carry foreign ids into the log unless they are harmless', async () => {
    const taken = await notes.api.get(path, { 'x-request-id': 'trace:abc-123' });
    expect(taken.headers.get('x-request-id')).toBe('trace:abc-123');
    const replaced = await notes.api.get(path, { 'x-request-id': 'a"} {"level":"fatal' });
    expect(replaced.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
  });
});

describe('what a request says', () => {
  it('is answered with every wrong place at once', async () => {
    const reply = await notes.api.post(path, {
      weight: 'heavy',
      lines: [{ text: 'a', quantity: 0, price: 1 }],
      colour: 'red',
      'a/b': 1,
    });
    expect([reply.status, reply.body.code]).toEqual([400, 'invalid-request']);
    const places = reply.body.errors.map(
      (error: { pointer: string; code: string }) => `${error.pointer} ${error.code}`,
    );
    expect(places.sort()).toEqual([
      '/a~1b unknown-field',
      '/colour unknown-field',
      '/lines/0/price unknown-field',
      '/lines/0/quantity too-small',
      '/title required',
      '/weight invalid-type',
    ]);
  });

  it.each([
    ['?limit=0', '?limit'],
    ['?limit=many', '?limit'],
    ['?limit=2&limit=3', '?limit'],
    ['?colour=red', '?colour'],
    ['?q=%00', '?q'],
    ['?q=%ED%A0%80', null],
  ])('in the query is checked too: %s', async (search, pointer) => {
    const reply = await notes.api.get(path + search);
    if (pointer === null) expect(reply.status).toBe(200);
    else expect([reply.status, reply.body.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  it.each([
    ['NUL', '{"title":"a\\u0000b"}', '/title'],
    ['half a surrogate pair', '{"title":"a\\ud800"}', '/title'],
    ['NUL in a name', '{"title":"x","a\\u0000":1}', '/a\u0000'],
    ['NUL deep inside', '{"title":"x","lines":[{"text":"\\u0000","quantity":1}]}', '/lines/0/text'],
  ])('cannot hold %s, which cannot be stored', async (_what, body, pointer) => {
    const reply = await notes.api.post(path, body);
    expect([reply.status, reply.body.errors?.[0]]).toEqual([
      400,
      expect.objectContaining({ pointer, code: 'invalid-text' }),
    ]);
  });

  it('cannot reach the prototypes of our objects', async () => {
    const reply = await notes.api.post(path, '{"title":"x","__proto__":{"weight":1},"constructor":1}');
    const places = reply.body.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect([reply.status, places.sort()]).toEqual([400, ['/__proto__', '/constructor']]);
  });

  it('may hold everything else', async () => {
    const title = 'Ä 漢字 😀 \\u0000 "quoted" \u2028';
    const reply = await notes.api.post(path, { title });
    expect([reply.status, reply.body.title]).toEqual([201, title]);
  });

  it('beyond what the database holds is the caller’s mistake, not ours', async () => {
    const reply = await notes.api.post(path, { title: 'Heavy', weight: 2_000_000 });
    expect([reply.status, reply.body.code]).toEqual([400, 'invalid-request']);
    expect(await notes.count(`note WHERE title = 'Heavy'`)).toBe(0);
  });

  it('is refused where nothing is expected', async () => {
    expect((await notes.api.post('/api/v1/notes/hold', {})).status).toBe(200);
    const reply = await notes.api.post('/api/v1/notes/hold', { until: 'tomorrow' });
    expect([reply.status, reply.body.errors[0]]).toEqual([
      400,
      expect.objectContaining({ pointer: '/until', code: 'unknown-field' }),
    ]);
  });

  it('with an id that is none is invalid, and with an unknown one not found', async () => {
    const none = await notes.api.get(`${path}/17`);
    expect([none.status, none.body.errors[0].pointer]).toEqual([400, '{id}']);
    const unknown = await notes.api.get(`${path}/0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b11`);
    expect([unknown.status, unknown.body.code]).toEqual([404, 'note-not-found']);
  });
});

describe('a path', () => {
  it('that leads nowhere is told so', async () => {
    for (const nowhere of ['/api/v1/nothing', '/api/v2/notes', '/', '/internal/nothing-here']) {
      const reply = await notes.api.get(nowhere);
      expect([nowhere, reply.status, reply.headers.get('content-type')]).toEqual([
        nowhere,
        nowhere.startsWith('/internal') ? 401 : 404,
        'application/problem+json; charset=utf-8',
      ]);
    }
  });

  it('that takes other methods names them', async () => {
    const reply = await notes.api.put(path, {});
    expect([reply.status, reply.body.code, reply.headers.get('allow')]).toEqual([
      405,
      'method-not-allowed',
      'GET, HEAD, POST',
    ]);
    expect((await notes.api.post(`${path}/0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b11`, {})).status).toBe(405);
  });

  it('that cannot be decoded is refused', async () => {
    expect((await notes.api.get(`${path}/%E0%A4%A`)).status).toBe(400);
  });
});

it('an answer with a bigint is a fault of ours, told without its details', async () => {
  const reply = await notes.api.get('/api/v1/notes-big');
  expect([reply.status, reply.body.code]).toEqual([500, 'internal-error']);
  expect(JSON.stringify(reply.body)).not.toMatch(/bigint/i);
});

it('every answer forbids browsers to guess and to frame', async () => {
  const reply = await notes.api.get(path);
  expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
  expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(reply.headers.get('x-powered-by')).toBeNull();
});

describe('a caller who comes to a service directly', () => {
  it('has so many calls a minute, and is told when to come back; others, and other services, have theirs', async () => {
    const strict = await startNotes({ env: { CALLS_PER_MINUTE: '5' } });
    try {
      const tokenOf = () => strict.tokens.token({ permissions: 'all' });
      const [one, other] = [strict.api.as(await tokenOf()), strict.api.as(await tokenOf())];
      const replies = [];
      // The minute may turn once in between.
      for (let i = 0; i < 12; i += 1) replies.push(await one.get(path));
      const refused = replies.filter(({ status }) => status === 429);
      expect(refused.length).toBeGreaterThan(0);
      for (const { body, headers } of refused) {
        expect(body.code).toBe('too-many-requests');
        expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
        expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60);
      }
      expect((await other.get(path)).status).toBe(200);
      expect((await strict.api.get('/livez')).status).toBe(200);
    } finally {
      await strict.stop();
    }
  });
});
