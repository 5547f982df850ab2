import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import { eventually } from '@closeout/service-kit/testing';
import { startHarness, type Harness } from './support/harness.js';
import { tellStory } from './support/story.js';

let harness: Harness;
afterEach(() => harness?.close());

it('the process is killed while the mail server has the e-mail: another sends it again, recognisably', async () => {
  harness = await startHarness({ replicas: 0, overrides: { MAIL_TIMEOUT_MS: 1000 } });
  const story = tellStory(harness.producers);
  const service = spawn(process.execPath, [join(import.meta.dirname, '../dist/main.js')], {
    env: { ...process.env, ...harness.environment() },
    stdio: 'ignore',
  });
  const gone = new Promise((resolve) => service.once('exit', resolve));
  try {
    // The server has the whole e-mail, and says yes to a process that is no more.
    harness.mail.manner = (_to, attempt) => {
      if (attempt === 1) service.kill('SIGKILL');
      return 'take';
    };
    await harness.consumersReady();
    await story.role('sales', ['notify.project_creation']);
    const sam = await story.user('Sam', { roles: ['sales'] });
    await story.projectCreated(story.project((await story.customer('Client A')).id));
    await gone;
    expect(await harness.db.query('SELECT status, attempts FROM email')).toEqual([
      { status: 'QUEUED', attempts: 1 },
    ]);

    await harness.addReplica();
    await eventually(
      () => harness.db.query('SELECT status FROM email'),
      ([row]) => row?.['status'] === 'SENT',
    );
    const ids = new Set(harness.mail.to(sam.email).map(({ parsed }) => parsed.messageId));
    expect(ids.size).toBe(1);
    expect(await harness.db.query('SELECT type FROM kit.event_log')).toEqual([
      { type: 'notifications.email-sent.v1' },
    ]);
  } finally {
    service.kill('SIGKILL');
  }
});
