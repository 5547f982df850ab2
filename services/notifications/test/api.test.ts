import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { UserState } from '@closeout/contracts/events/gateway';
import { NotificationKind, type Notification } from '@closeout/contracts/http/notifications';
import { newId } from '@closeout/service-kit/db';
import { eventually, type TestClient } from '@closeout/service-kit/testing';
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
      expect(body.text).toContain('System Implementation: €3,000.00');
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
    expect(body.preferences.map((p: { kind: string; email: boolean }) => [p.kind, p.email])).toEqual(
      NotificationKind.options.map((kind) => [kind, true]),
    );
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
