import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { operationCatalog, type Notification, type Permission, type UserState } from '@closeout/contracts';
import { newId } from '@closeout/service-kit';
import { client, eventually, type TestClient } from '@closeout/service-kit/testing';
import { startHarness, type Harness } from './support/harness.js';
import { share, tellStory } from './support/story.js';

let harness: Harness;
let operator: TestClient;
let paula: UserState;
let sam: UserState;
let fay: UserState;

const list = async (who: TestClient, query = '') => {
  const { status, body } = await who.get(`/api/v1/notifications${query}`);
  expect(status).toBe(200);
  return body as { items: Notification[]; nextCursor: string | null };
};
const own = (user: UserState) => harness.as([], { id: user.id });

/** Two e-mails to Paula (one of a project, one of its payment), one each to Sam (sent) and to Fay (failed). */
beforeAll(async () => {
  harness = await startHarness();
  operator = await harness.as(['operations.manage']);
  harness.mail.manner = (to) => (to.startsWith('fay') ? 'refuse-for-good' : 'take');
  const story = tellStory(harness.producers);
  await story.role('sales', ['notify.project_creation']);
  paula = await story.user('Paula');
  sam = await story.user('Sam', { roles: ['sales'] });
  fay = await story.user('Fay', { roles: ['sales'] });
  const customer = await story.customer('Client A');
  await eventually(
    () => harness.db.query('SELECT id FROM person'),
    (rows) => rows.length === 3,
  );
  const project = story.project(customer.id, { projectManagerId: paula.id });
  await story.projectCreated(project);
  await eventually(
    () => harness.db.query('SELECT id FROM email'),
    (rows) => rows.length === 3,
  );
  await story.receiptIssued(story.receipt(customer, { projectShares: [share(project.id, '3000.00')] }));
  await eventually(
    () => harness.db.query("SELECT id FROM email WHERE status <> 'QUEUED'"),
    (rows) => rows.length === 4,
  );
});
afterAll(() => harness?.close());

describe('e-mails', () => {
  it('are all listed for who looks after operations, newest first', async () => {
    const { items, nextCursor } = await list(operator);
    expect(items.map(({ recipient, event, status }) => [recipient, event, status])).toEqual([
      [paula.email, 'billing.receipt-issued.v1', 'SENT'],
      ...items.slice(1).map(({ recipient, status }) => [recipient, 'projects.project-created.v1', status]),
    ]);
    expect(items).toHaveLength(4);
    expect(nextCursor).toBeNull();
    expect(items[0]).toMatchObject({
      kind: 'payment-received',
      attempts: 1,
      lastError: null,
      nextAttemptAt: null,
    });
    expect(items[0]).not.toHaveProperty('html');
  });

  it('are listed for everyone else if they are their own, whatever they ask for', async () => {
    expect((await list(await own(paula))).items.map(({ recipient }) => recipient)).toEqual([
      paula.email,
      paula.email,
    ]);
    expect((await list(await own(paula), `?recipient=${sam.email}`)).items).toEqual([]);
    expect((await list(await harness.as(['projects.view', 'journal.view']))).items).toEqual([]);
  });

  it('are found by recipient, event and status', async () => {
    expect((await list(operator, `?recipient=${paula.email.toUpperCase()}`)).items).toHaveLength(2);
    expect((await list(operator, '?event=billing.receipt-issued.v1')).items).toHaveLength(1);
    expect((await list(operator, '?status=FAILED')).items.map(({ recipient }) => recipient)).toEqual([
      fay.email,
    ]);
    expect((await list(operator, `?recipient=${fay.email}&status=SENT`)).items).toEqual([]);
  });

  it('come in pages that together are the list', async () => {
    const all = (await list(operator)).items;
    const paged: Notification[] = [];
    for (let query = '?limit=1'; ;) {
      const { items, nextCursor } = await list(operator, query);
      paged.push(...items);
      if (nextCursor === null) break;
      query = `?limit=1&cursor=${nextCursor}`;
    }
    expect(paged).toEqual(all);
  });

  it('can be read with their text, by their recipient and by who looks after operations', async () => {
    const [mine] = (await list(await own(paula))).items;
    for (const who of [operator, await own(paula)]) {
      const { status, body, headers } = await who.get(`/api/v1/notifications/${mine?.id}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({ ...mine, messageId: expect.stringMatching(/^<.*@closeout\.test>$/) });
      expect(body.text).toContain('Payment received: 3000.00 EUR');
      expect(body.html).toContain('<!doctype html>');
      expect(headers.get('etag')).toBe(`"${body.version}"`);
      const again = await who.get(`/api/v1/notifications/${mine?.id}`, {
        'if-none-match': headers.get('etag') ?? '',
      });
      expect(again.status).toBe(304);
    }
    const foreign = await (await own(sam)).get(`/api/v1/notifications/${mine?.id}`);
    expect([foreign.status, foreign.body.code]).toEqual([404, 'notification-not-found']);
  });
});

describe('a failed e-mail', () => {
  const failed = async () => (await list(operator, '?status=FAILED')).items[0];

  it('can be sent again, once for one Idempotency-Key', async () => {
    const email = await failed();
    harness.mail.manner = () => 'take';
    const key = { 'idempotency-key': newId() };
    const answers = await Promise.all(
      [1, 2, 3].map(() => operator.post(`/api/v1/notifications/${email?.id}/resend`, undefined, key)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers[0]?.body).toMatchObject({ id: email?.id, status: 'QUEUED', attempts: 0 });
    await eventually(
      async () => (await operator.get(`/api/v1/notifications/${email?.id}`)).body,
      (body) => body.status === 'SENT',
    );
    expect(harness.mail.to(fay.email)).toHaveLength(1);
    const audit = await harness.db.query('SELECT action, record_id FROM kit.audit_log WHERE record_id = $1', [
      email?.id,
    ]);
    expect(audit).toEqual([{ action: 'resendNotification', record_id: email?.id }]);
  });

  it('is the only one that can', async () => {
    const [sent] = (await list(operator, '?status=SENT')).items;
    const { status, body } = await operator.post(`/api/v1/notifications/${sent?.id}/resend`);
    expect([status, body.code, body.currentStatus]).toEqual([409, 'notification-not-failed', 'SENT']);
    const unknown = await operator.post(`/api/v1/notifications/${newId()}/resend`);
    expect([unknown.status, unknown.body.code]).toEqual([404, 'notification-not-found']);
  });
});

describe('notification preferences', () => {
  const path = '/api/v1/me/notification-preferences';
  const off = { preferences: [{ kind: 'payment-received', email: false }] };

  it('begin with everything on', async () => {
    const { status, body, headers } = await (await harness.as([], { id: newId() })).get(path);
    expect(status).toBe(200);
    expect(body.version).toBe(0);
    expect(body.preferences.map((p: { kind: string; email: boolean }) => [p.kind, p.email])).toEqual([
      ['project-created', true],
      ['payment-received', true],
    ]);
    expect(headers.get('etag')).toBe('"0"');
  });

  it('are kept, and are each person’s own', async () => {
    const me = await harness.as([], { id: newId() });
    const put = await me.put(path, off);
    expect([put.status, put.body.version]).toEqual([200, 1]);
    expect((await me.get(path)).body).toEqual(put.body);
    expect((await (await harness.as([], { id: newId() })).get(path)).body.version).toBe(0);
    const back = await me.put(path, { preferences: [{ kind: 'payment-received', email: true }] });
    expect(back.body.preferences.every((p: { email: boolean }) => p.email)).toBe(true);
  });

  it('are not overwritten by who saw an older version', async () => {
    const me = await harness.as([], { id: newId() });
    expect((await me.put(path, off, { 'if-match': '"0"' })).status).toBe(200);
    const stale = await me.put(path, off, { 'if-match': '"0"' });
    expect([stale.status, stale.body.code, stale.body.currentVersion]).toEqual([412, 'stale-version', 1]);
  });

  it('changed ten times at once count ten versions', async () => {
    const me = await harness.as([], { id: newId() });
    const answers = await Promise.all(Array.from({ length: 10 }, () => me.put(path, off)));
    expect(answers.map(({ body }) => body.version as number).sort((a, b) => a - b)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ]);
  });

  it('are for people, not for API keys', async () => {
    const machine = await harness.as('all', { kind: 'api-key' });
    for (const answer of [await machine.get(path), await machine.put(path, off)]) {
      expect([answer.status, answer.body.code]).toEqual([403, 'not-a-user']);
    }
  });
});

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
    const answer = await operator.delete(concrete(operation.path));
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
