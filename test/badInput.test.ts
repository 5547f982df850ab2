import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import type { Operation } from '@closeout/contracts/http';
import { operationCatalog } from '@closeout/contracts/http/catalog';
import { client } from '@closeout/service-kit/testing';
import { startStack, type Client, type Stack } from './stack/stack.js';
import type { Json } from './stack/stories.js';

/** Every operation of the public API meets what strangers and mistaken programs send. Nothing answers 500. */
let stack: Stack;
let token: string | undefined;
let admin: Client;
let member: Client;

beforeAll(async () => {
  stack = await startStack({ replicas: 1 });
  [admin, member] = await Promise.all([stack.as('admin'), stack.as('member')]);
}, 150_000);
afterAll(() => stack?.stop());

const unknownId = '0199d3a0-0000-7000-8000-00000000dead';
const operations = [...operationCatalog] as Operation[];
const named = (list: Operation[]): [string, Operation][] =>
  list.map((operation) => [`${operation.method.toUpperCase()} ${operation.path}`, operation]);
const pathOf = (operation: Operation, value: string): string =>
  operation.path.replaceAll('{no}', value === unknownId ? '1' : value).replaceAll(/\{[^}]+\}/g, value);
const isProtected = (operation: Operation): boolean => operation.access !== 'public';
const takesBody = (operation: Operation): boolean => operation.body !== undefined;
const hasPathId = (operation: Operation): boolean => operation.path.includes('{id}');

function send(
  who: Client,
  operation: Operation,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) {
  if (operation.method === 'get') return who.get(path, headers);
  if (operation.method === 'delete') return who.delete(path, headers);
  return who[operation.method](path, body, headers);
}

function expectProblem(answer: { status: number; body: unknown; headers: Headers }, status: number[]): void {
  expect({ status: answer.status, body: answer.body }).toMatchObject({ body: { code: expect.any(String) } });
  expect(status).toContain(answer.status);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect((answer.body as Json).status).toBe(answer.status);
}

describe('Without a token', () => {
  it.each(named(operations.filter(isProtected)))('%s answers 401', async (_, operation) => {
    const stranger = client(stack.api);
    expectProblem(await send(stranger, operation, pathOf(operation, unknownId), {}), [401]);
  });
});

describe('Without the permission', () => {
  const withPermission = operations.filter((o) => typeof o.access === 'object');
  it.each(named(withPermission))('%s answers 403 and names what is missing', async (_, operation) => {
    const access = operation.access as { permission?: string; anyOf?: string[] };
    const needed = access.permission ? [access.permission] : (access.anyOf ?? []);
    if (needed.some((p) => ['time.log', 'expenses.record'].includes(p))) return;
    const answer = await send(member, operation, pathOf(operation, unknownId), {});
    expectProblem(answer, [403]);
    expect(needed.some((p) => JSON.stringify(answer.body).includes(p))).toBe(true);
  });
});

describe('An id', () => {
  const withId = named(operations.filter((o) => hasPathId(o) && o.params));
  it.each(withId)('%s refuses one that is no id', async (_, operation) => {
    expectProblem(await send(admin, operation, pathOf(operation, 'not-an-id'), {}), [400]);
  });
  it.each(withId.filter(([, o]) => !takesBody(o)))(
    '%s knows no record of an unknown id',
    async (_, operation) => {
      expectProblem(await send(admin, operation, pathOf(operation, unknownId), {}), [404]);
    },
  );
});

describe('A query', () => {
  const lists = named(
    operations.filter((o) => o.method === 'get' && !o.path.includes('{') && o.access !== 'public' && o.query),
  );
  it.each(lists)('%s refuses parameters that it does not know', async (_, operation) => {
    expectProblem(await admin.get(`${operation.path}?surprise=1`), [400]);
  });
  it.each(lists)('%s refuses a limit that is none', async (_, operation) => {
    for (const limit of ['-1', '0', 'many', '1e9', '201000']) {
      expectProblem(await admin.get(`${operation.path}?limit=${limit}`), [400]);
    }
  });
  it.each(lists.filter(([, o]) => 'cursor' in ((o.query as Json)?.shape ?? {})))(
    '%s refuses a made-up cursor',
    async (_, operation) => {
      for (const cursor of ['x', 'bm90IGEgY3Vyc29y', Buffer.from('[1,2,3,{}]').toString('base64url')]) {
        expectProblem(await admin.get(`${operation.path}?cursor=${cursor}`), [400]);
      }
    },
  );
});

describe('A body', () => {
  const writes = named(operations.filter(takesBody));
  it.each(writes)(
    '%s refuses wrong types, unknown fields and texts that no database can keep',
    async (_, operation) => {
      const path = pathOf(operation, unknownId);
      for (const body of [[], 'text', 7, null, { surprise: true }, { surprise: { nested: ['\u0000'] } }]) {
        const answer = await send(admin, operation, path, body);
        expectProblem(answer, [400, 404]);
      }
    },
  );
  it.each(writes)('%s refuses what is not JSON, or not said to be', async (_, operation) => {
    const url = stack.api + pathOf(operation, unknownId);
    const headers = { authorization: await bearer() };
    const method = operation.method.toUpperCase();
    for (const [type, body, status] of [
      ['application/json', '{"a":', 400],
      ['text/plain', 'hello', 415],
      ['application/xml', '<a/>', 415],
    ] as const) {
      const answer = await fetch(url, { method, headers: { ...headers, 'content-type': type }, body });
      expectProblem({ status: answer.status, body: await answer.json(), headers: answer.headers }, [status]);
    }
  });
  it.each(writes)('%s refuses a huge one', async (_, operation) => {
    const url = stack.api + pathOf(operation, unknownId);
    const answer = await fetch(url, {
      method: operation.method.toUpperCase(),
      headers: { authorization: await bearer(), 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'x'.repeat(2_000_000 + (operation.maxBodyBytes ?? 0)) }),
    }).catch((error: Error) => error);
    if (answer instanceof Error) return; // the connection was cut while we were still sending: also a refusal
    expect([413, 408]).toContain(answer.status); // too much, or too slow to be read whole
    await answer.body?.cancel();
  });
});

describe('A stranger', () => {
  it('never reaches what services say among themselves', async () => {
    for (const path of ['/internal/events', '/api/v1/../../internal/events', '/api/v1/internal/events']) {
      const answer = await admin.get(path);
      expect([401, 404]).toContain(answer.status);
    }
    const direct = await fetch(`${stack.url}/internal/projects/${unknownId}`);
    expect([401, 404]).toContain(direct.status);
  });

  it('who sends a body drop by drop is cut off', async () => {
    const { hostname, port } = new URL(stack.url);
    const outcome = await new Promise<string>((resolve) => {
      const slow = request({
        hostname,
        port,
        method: 'POST',
        path: '/api/v1/auth/login',
        headers: { 'content-type': 'application/json', 'content-length': '1000' },
      });
      slow.on('response', (response) => resolve(String(response.statusCode)));
      slow.on('error', () => resolve('cut'));
      slow.on('close', () => resolve('cut'));
      slow.write('{');
    });
    expect(['400', '408', 'cut']).toContain(outcome);
  });
});

async function bearer(): Promise<string> {
  token ??= await stack.token('admin');
  return `Bearer ${token}`;
}
