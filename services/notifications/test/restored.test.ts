import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { UserState } from '@closeout/contracts/events/gateway';
import { eventually } from '@closeout/service-kit/testing';
import { startHarness, type Harness } from './support/harness.js';
import { tellStory } from './support/story.js';

let harness: Harness;
let story: ReturnType<typeof tellStory>;
let sam: UserState;

beforeEach(async () => {
  harness = await startHarness({ overrides: { EVENT_LOG_CHECK_SECONDS: '0.2' } });
  story = tellStory(harness.producers);
  await story.role('sales', ['notify.project_creation']);
  sam = await story.user('Sam', { roles: ['sales'] });
});
afterEach(() => harness?.close());

const emails = () =>
  harness.db.query<{ id: string; status: string; last_error: string | null }>(
    'SELECT id, status, last_error FROM email ORDER BY id',
  );
const fate = (...statuses: string[]) =>
  eventually(emails, (rows) => rows.map(({ status }) => status).join() === statuses.join(), {
    what: `e-mails ${statuses.join()}`,
  });
const tell = async () => {
  const client = await story.customer('Client A');
  await story.projectCreated(story.project(client.id));
};

it('An e-mail that was sent since the backup is not sent again by itself, but by a person who decides to', async () => {
  await tell();
  await fate('SENT');
  for (const replica of harness.replicas) await harness.stopReplica(replica);

  // As the backup has it: nobody was told yet, and the others know better.
  await harness.db.query('DELETE FROM email');
  await harness.db.query('DELETE FROM kit.inbox');
  await harness.db.query('DELETE FROM kit.reconciliation');
  await harness.db.query('UPDATE kit.log_state SET restored_at = now()');
  harness.url = harness.urlOf(await harness.addReplica());
  const operator = await harness.as(['operations.manage']);
  await fate('QUEUED');
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(harness.mail.to(sam.email)).toHaveLength(1);

  const base = '/api/v1/operations/notifications/event-log';
  expect((await operator.get(base)).body.phase).toBe('restored');
  const resynced = await operator.post(`${base}/resync`, { reason: 'From the backup', force: true });
  expect(resynced.body).toMatchObject({ phase: 'serving' });
  const [held] = await fate('FAILED');
  expect(held?.last_error).toContain('may have been sent before the database was restored');

  // What happens from now on is told as always.
  await tell();
  await fate('FAILED', 'SENT');
  expect(harness.mail.to(sam.email)).toHaveLength(2);
  expect((await operator.post(`/api/v1/notifications/${held?.id}/resend`, {})).status).toBe(200);
  await fate('SENT', 'SENT');
  expect(harness.mail.to(sam.email)).toHaveLength(3);
}, 40_000);
