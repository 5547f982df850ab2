import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { eventually } from '@closeout/service-kit/testing';
import { startHarness, type Harness } from './support/harness.js';
import { tellStory } from './support/story.js';

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness({ replicas: 0 });
});
afterEach(() => harness?.close());

const minutesAgo = (minutes: number) => ({ copies: 0, time: new Date(Date.now() - minutes * 60_000) });

it('a new service reads what was said before it was there, tells of today, and not of what is long past', async () => {
  const story = tellStory(harness.producers);
  const aWeek = minutesAgo(7 * 24 * 60);
  await story.role('sales', ['notify.project_creation'], aWeek);
  const sam = await story.user('Sam', { roles: ['sales'] }, aWeek);
  const client = await story.customer('Client A', {}, aWeek);
  await story.projectCreated(story.project(client.id, { number: 'PRJ-2026-0001' }), aWeek);
  await story.projectCreated(story.project(client.id, { number: 'PRJ-2026-0002' }), minutesAgo(30));

  await Promise.all([harness.addReplica(), harness.addReplica()]);
  await eventually(
    async () => harness.mail.to(sam.email).length,
    (count) => count > 0,
    { timeoutMs: 30_000 },
  );
  await eventually(
    () => harness.db.query('SELECT number FROM project ORDER BY number'),
    (rows) => rows.length === 2,
    { what: 'both projects' },
  );
  expect(harness.mail.mails.map(({ parsed }) => parsed.subject)).toEqual([
    'New project PRJ-2026-0002: System Implementation',
  ]);
  await eventually(
    () => harness.db.query<{ status: string }>('SELECT status FROM email'),
    (emails) => emails.length === 1 && emails[0]?.status === 'SENT',
    { what: 'the one e-mail being known as sent' },
  );
});

it('what arrives before the people that it names waits for them, however long ago it was said', async () => {
  const story = tellStory(harness.producers);
  const aWeek = minutesAgo(7 * 24 * 60);
  await story.role('sales', ['notify.project_creation'], aWeek);
  const sam = await story.user('Sam', { roles: ['sales'] }, aWeek);
  const paula = await story.user('Paula', {}, aWeek);
  const client = await story.customer('Client A', {}, aWeek);
  await story.projectCreated(story.project(client.id, { projectManagerId: paula.id }), minutesAgo(12 * 60));

  harness.producers.of.gateway.away = true;
  await harness.addReplica();
  await eventually(
    () => harness.db.query("SELECT last_error FROM kit.inbox WHERE status = 'retry'"),
    ([row]) => String(row?.['last_error']).includes('no user is known'),
    { what: 'a parked message', timeoutMs: 30_000 },
  );
  harness.producers.of.gateway.away = false;
  await eventually(
    async () => [sam, paula].map(({ email }) => harness.mail.to(email).length),
    (counts) => counts.every((count) => count === 1),
    { what: 'an e-mail to each', timeoutMs: 30_000 },
  );
});
