import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { operationCatalog } from '@closeout/contracts/http/catalog';
import type { Permission } from '@closeout/contracts/permissions';
import { newId } from '@closeout/service-kit/db';
import { client, type TestClient } from '@closeout/service-kit/testing';
import { startHarness, type Harness } from './support/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness?.close());

const operations = operationCatalog.filter(
  ({ service, path }) => service === 'notifications' && !path.startsWith('/operations'),
);
const concrete = (path: string) => `/api/v1${path.replace('{id}', newId())}`;

describe.each(
  operations.map((operation) => [`${operation.method.toUpperCase()} ${operation.path}`, operation] as const),
)('%s', (_name, operation) => {
  const call = (who: TestClient, path = concrete(operation.path), body?: unknown) =>
    operation.method === 'get'
      ? who.get(path)
      : operation.method === 'put'
        ? who.put(path, body)
        : who.post(path, body);

  it('asks who calls', async () => {
    const answer = await call(client(harness.url));
    expect([answer.status, answer.body.code]).toEqual([401, 'unauthenticated']);
    expect((await call(client(harness.url, 'not.a.token'))).status).toBe(401);
  });

  it('names the permission that is missing', async () => {
    if (typeof operation.access === 'string' || !('permission' in operation.access)) return;
    const needed: Permission = operation.access.permission;
    const answer = await call(await harness.as(['projects.view']));
    expect([answer.status, answer.body.code, answer.body.permission]).toEqual([
      403,
      'permission-missing',
      needed,
    ]);
  });

  it('answers no other method, and says which it does', async () => {
    const answer = await (await harness.as('all')).delete(concrete(operation.path));
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toContain(operation.method.toUpperCase());
  });
});

const bad: [
  what: string,
  method: 'get' | 'post' | 'put',
  path: string,
  body: unknown,
  status: number,
  code: string,
  pointer?: string,
][] = [
  [
    'an unknown filter',
    'get',
    '/notifications?recipients=x',
    undefined,
    400,
    'invalid-request',
    '?recipients',
  ],
  ['a search, which there is not', 'get', '/notifications?q=x', undefined, 400, 'invalid-request', '?q'],
  ['a limit of none', 'get', '/notifications?limit=0', undefined, 400, 'invalid-request', '?limit'],
  ['a limit of too many', 'get', '/notifications?limit=201', undefined, 400, 'invalid-request', '?limit'],
  [
    'a limit that is no number',
    'get',
    '/notifications?limit=many',
    undefined,
    400,
    'invalid-request',
    '?limit',
  ],
  ['a limit and a half', 'get', '/notifications?limit=1.5', undefined, 400, 'invalid-request', '?limit'],
  [
    'a status that there is not',
    'get',
    '/notifications?status=LOST',
    undefined,
    400,
    'invalid-request',
    '?status',
  ],
  [
    'a filter twice',
    'get',
    '/notifications?status=SENT&status=FAILED',
    undefined,
    400,
    'invalid-request',
    '?status',
  ],
  [
    'an endless recipient',
    'get',
    `/notifications?recipient=${'x'.repeat(400)}`,
    undefined,
    400,
    'invalid-request',
    '?recipient',
  ],
  ['a made-up cursor', 'get', '/notifications?cursor=abc', undefined, 400, 'bad-cursor', '?cursor'],
  [
    'another list’s cursor',
    'get',
    `/notifications?cursor=${Buffer.from('["a",1]').toString('base64url')}`,
    undefined,
    400,
    'bad-cursor',
  ],
  ['a NUL in a filter', 'get', '/notifications?event=%00', undefined, 400, 'invalid-request'],
  ['an id that is none', 'get', '/notifications/1', undefined, 400, 'invalid-request', '{id}'],
  ['an id that is not there', 'get', `/notifications/${newId()}`, undefined, 404, 'notification-not-found'],
  ['an id that is none', 'post', '/notifications/1/resend', undefined, 400, 'invalid-request', '{id}'],
  ['a position below zero', 'get', '/events?after=-1', undefined, 400, 'invalid-request', '?after'],
  ['a position that is no number', 'get', '/events?after=x', undefined, 400, 'invalid-request', '?after'],
  ['a position beyond all', 'get', '/events?after=1e300', undefined, 400, 'invalid-request', '?after'],
  ['a limit of too many', 'get', '/events?limit=1001', undefined, 400, 'invalid-request', '?limit'],
  ['a type that cannot be', 'get', "/events?types=a'b", undefined, 400, 'invalid-request'],
  ['an empty type', 'get', '/events?types=billing,', undefined, 400, 'invalid-request'],
  ['no body', 'put', '/me/notification-preferences', undefined, 400, 'invalid-request'],
  [
    'an empty choice',
    'put',
    '/me/notification-preferences',
    { preferences: [] },
    400,
    'invalid-request',
    '/preferences',
  ],
  [
    'an unknown kind',
    'put',
    '/me/notification-preferences',
    { preferences: [{ kind: 'weather', email: true }] },
    400,
    'invalid-request',
    '/preferences/0/kind',
  ],
  [
    'a word for a choice',
    'put',
    '/me/notification-preferences',
    { preferences: [{ kind: 'project-created', email: 'no' }] },
    400,
    'invalid-request',
    '/preferences/0/email',
  ],
  [
    'a kind twice',
    'put',
    '/me/notification-preferences',
    {
      preferences: [
        { kind: 'project-created', email: true },
        { kind: 'project-created', email: false },
      ],
    },
    400,
    'invalid-request',
    '/preferences',
  ],
  [
    'an unknown field',
    'put',
    '/me/notification-preferences',
    { preferences: [{ kind: 'project-created', email: true, sms: true }] },
    400,
    'invalid-request',
    '/preferences/0/sms',
  ],
  ['JSON that is none', 'put', '/me/notification-preferences', '{"preferences": [', 400, 'invalid-json'],
  ['a list for a body', 'put', '/me/notification-preferences', [], 400, 'invalid-request'],
];

it.each(bad)('%s: %s %s is refused', async (...row) => {
  const [, method, path, body, status, code, pointer] = row;
  const all = await harness.as('all');
  const answer =
    method === 'get' ? await all.get(`/api/v1${path}`) : await all[method](`/api/v1${path}`, body);
  expect([answer.status, answer.body.code]).toEqual([status, code]);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  if (pointer) expect(answer.body.errors).toContainEqual(expect.objectContaining({ pointer }));
});
