import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { UserState } from '@closeout/contracts/events/gateway';
import { eventually } from '@closeout/service-kit/testing';
import type { Manner } from './support/mailServer.js';
import { startHarness, type Harness, type Overrides } from './support/harness.js';
import { tellStory } from './support/story.js';

let harness: Harness;
let story: ReturnType<typeof tellStory>;
let sam: UserState;

async function begin(overrides: Overrides = {}): Promise<void> {
  harness = await startHarness({ replicas: 2, overrides });
  story = tellStory(harness.producers);
  await story.role('sales', ['notify.project_creation']);
  sam = await story.user('Sam', { roles: ['sales'] });
}
afterEach(() => harness?.close());

interface EmailRow {
  id: string;
  status: string;
  attempts: number;
  last_error: string | null;
  next_attempt_at: Date | null;
}
const emails = () =>
  harness.db.query<EmailRow>(
    'SELECT id, status, attempts, last_error, next_attempt_at FROM email ORDER BY id',
  );
const fate = (status: string, timeoutMs?: number) =>
  eventually(emails, (rows) => rows.length > 0 && rows.every((row) => row.status === status), {
    what: status,
    timeoutMs,
  });
const said = () =>
  harness.db.query<{ type: string }>(
    'SELECT type, subject, aggregate_version, data FROM kit.event_log ORDER BY id',
  );

async function tell(): Promise<void> {
  const client = await story.customer('Client A');
  await story.projectCreated(story.project(client.id));
}

/** The given manners one after the other, then the last one for ever. */
const manners = (...list: Manner[]) => {
  harness.mail.manner = (_to, attempt) => list[attempt - 1] ?? list.at(-1) ?? 'take';
};

describe('an e-mail', () => {
  beforeEach(() => begin());

  it('is sent at once, and it is told that it was', async () => {
    await tell();
    const [email] = await fate('SENT');
    expect(email).toMatchObject({ attempts: 1, last_error: null, next_attempt_at: null });
    expect(harness.mail.to(sam.email)).toHaveLength(1);
    const metrics = (await (await harness.as(['operations.manage'])).get('/metrics')).body as string;
    expect(metrics).toMatch(/^closeout_emails_queued\{.*\} 0$/m);
    expect(metrics).toMatch(/^closeout_email_queue_age_seconds\{.*\} 0$/m);
    expect(await said()).toMatchObject([
      {
        type: 'notifications.email-sent.v1',
        subject: email?.id,
        data: { id: email?.id, recipient: sam.email, status: 'SENT', attempts: 1 },
      },
    ]);
  });

  it('that the server does not want now is tried again until it does', async () => {
    manners('refuse-for-now', 'refuse-for-now', 'take');
    await tell();
    const [email] = await fate('SENT');
    expect(email?.attempts).toBe(3);
    expect(harness.mail.to(sam.email)).toHaveLength(1);
    expect(await said()).toHaveLength(1);
  });

  it('that the server never wants now fails after the configured attempts', async () => {
    manners('refuse-for-now');
    await tell();
    const [email] = await fate('FAILED');
    expect(email).toMatchObject({ attempts: 4, next_attempt_at: null });
    expect(email?.last_error).toContain('451');
    expect(await said()).toMatchObject([
      { type: 'notifications.email-failed.v1', data: { status: 'FAILED', attempts: 4 } },
    ]);
  });

  it.each(['refuse-for-good', 'refuse-content-for-good'] as const)(
    'that the server refuses for good (%s) fails at once',
    async (manner) => {
      manners(manner);
      await tell();
      const [email] = await fate('FAILED');
      expect(email?.attempts).toBe(1);
      expect(email?.last_error).toMatch(/55\d/);
    },
  );

  it('to an address that is none fails, and holds nobody else up', async () => {
    await story.user('Broken', { roles: ['sales'], email: 'no address at all' });
    await tell();
    await eventually(
      () =>
        harness.db.query<{ status: string; recipient: string }>(
          'SELECT recipient, status FROM email ORDER BY recipient',
        ),
      (rows) => rows.map(({ status }) => status).join() === 'FAILED,SENT',
    );
  });

  it('during which the connection breaks is sent again, with the same Message-ID', async () => {
    manners('take-and-drop', 'take');
    await tell();
    await fate('SENT');
    const ids = harness.mail.to(sam.email).map(({ parsed }) => parsed.messageId);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^<[0-9a-f]{32}@closeout\.test>$/);
  });
});

describe('the mail server is away', () => {
  beforeEach(() => begin());

  it('e-mails stay queued, however often it was tried; the service stays ready; all are sent when it is back', async () => {
    await harness.mail.stop();
    await tell();
    await eventually(emails, ([row]) => (row?.attempts ?? 0) > 6, {
      what: 'more attempts than a refusing server gets',
    });
    expect((await emails())[0]).toMatchObject({ status: 'QUEUED' });
    expect((await emails())[0]?.last_error).toMatch(/ECONNREFUSED|connect/i);
    const ready = await (await harness.as([])).get('/readyz');
    expect(ready.status).toBe(200);
    await harness.mail.restart();
    await fate('SENT');
    expect(harness.mail.to(sam.email)).toHaveLength(1);
  });
});

describe('the log of a mail server that goes', () => {
  beforeEach(() => begin());

  it('has one line of it and one when it is back, however many e-mails wait', async () => {
    for (const replica of harness.replicas.slice(1)) await harness.stopReplica(replica);
    await tell();
    await fate('SENT');
    await harness.mail.stop();
    for (let i = 0; i < 5; i += 1) await tell();
    await eventually(emails, (rows) => rows.reduce((sum, { attempts }) => sum + attempts, 0) > 12);
    await harness.mail.restart();
    await fate('SENT', 20_000);
    const lines = harness.logged.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.filter(({ peer }) => peer === 'mail server').map(({ level, msg }) => [level, msg])).toEqual([
      ['warn', 'mail server is away'],
      ['info', 'mail server is back'],
    ]);
    expect(lines.filter(({ level, err }) => level === 'error' || err !== undefined)).toEqual([]);
    expect(lines.filter(({ msg }) => msg === 'an e-mail was not sent')).toEqual([]);
  }, 40_000);
});

describe('a mail server that is away for long', () => {
  beforeEach(() => begin({ MAIL_RETRY_FIRST_MS: 60_000, MAIL_RETRY_LONGEST_MS: 60_000 }));

  it('is not asked again for every e-mail that waits', async () => {
    await Promise.all(Array.from({ length: 39 }, (_, i) => story.user(`Person ${i}`, { roles: ['sales'] })));
    await eventually(
      () => harness.db.query('SELECT id FROM person'),
      (rows) => rows.length === 40,
    );
    await harness.mail.stop();
    await tell();
    const told = await eventually(emails, (rows) => rows.some((row) => row.last_error !== null));
    expect(told).toHaveLength(40);
    for (const replica of harness.replicas) await harness.stopReplica(replica);
    const attempts = (await emails()).reduce((sum, row) => sum + row.attempts, 0);
    // Four at a time from each of two replicas, and then none.
    expect(attempts).toBeLessThanOrEqual(8);
  });
});

describe('two replicas', () => {
  beforeEach(() => begin());

  it('send a hundred e-mails once each, among broken connections and refusals', async () => {
    const people = await Promise.all(
      Array.from({ length: 100 }, (_, i) => story.user(`Person ${i}`, { roles: ['sales'] })),
    );
    await eventually(
      () => harness.db.query('SELECT id FROM person'),
      (rows) => rows.length === 101,
    );
    harness.mail.manner = (to, attempt) =>
      attempt === 1 && Number(/\d+/.exec(to)?.[0]) % 3 === 0 ? 'refuse-for-now' : 'take';
    await tell();
    await eventually(emails, (rows) => rows.length === 101 && rows.every(({ status }) => status === 'SENT'), {
      timeoutMs: 30_000,
    });
    for (const { email } of people) expect(harness.mail.to(email)).toHaveLength(1);
  });

  it('one dies with an e-mail in its hands: the other sends it when the lease has run out', async () => {
    const client = await story.customer('Client A');
    await eventually(
      () => harness.db.query('SELECT id FROM customer'),
      (rows) => rows.length === 1,
    );
    await Promise.all(harness.replicas.map((replica) => harness.stopReplica(replica)));
    await harness.addReplica({ MAIL_TIMEOUT_MS: 400 });
    harness.mail.manner = () => 'stall';
    await story.projectCreated(story.project(client.id));
    await eventually(
      async () => harness.mail.attempts.length,
      (count) => count > 0,
    );
    // As the dead one left it: attempted, leased to somebody, nothing written down.
    await harness.db.query(
      "UPDATE email SET lease_holder = gen_random_uuid(), lease_until = now() + interval '600 milliseconds'",
    );
    harness.mail.manner = () => 'take';
    const [email] = await fate('SENT');
    expect(email?.attempts).toBeGreaterThan(1);
  });
});

describe('a mail server that does not answer', () => {
  beforeEach(() => begin({ MAIL_TIMEOUT_MS: 1500 }));

  it('is given up for this time, and the e-mail is tried again', async () => {
    manners('stall', 'take');
    await tell();
    const [email] = await fate('SENT');
    expect(email?.attempts).toBe(2);
    expect(harness.mail.to(sam.email)).toHaveLength(1);
  });
});

describe('a mail server that does not answer one sender', () => {
  // Longer than it takes the other one to look for what nobody has in hand.
  beforeEach(() => begin({ MAIL_TIMEOUT_MS: 5000 }));

  it('costs it its lease: what another sender wrote meanwhile stands', async () => {
    harness.mail.manner = (_to, attempt) => (attempt === 1 ? 'stall' : 'take');
    await tell();
    await eventually(
      async () => harness.mail.attempts.length,
      (count) => count > 0,
    );
    await harness.db.query('UPDATE email SET lease_until = now()');
    const [email] = await fate('SENT');
    // The slow one gives up after its timeout, and finds that the e-mail is no longer in its hands.
    await eventually(
      async () => harness.logged.join(),
      (lines) => lines.includes('took longer than its lease'),
    );
    expect(await emails()).toEqual([email]);
    expect(await said()).toHaveLength(1);
  });
});

it('a database that is away for a moment after the mail server said yes costs no second e-mail', async () => {
  await begin();
  const client = await story.customer('Client A');
  await eventually(
    () => harness.db.query('SELECT id FROM customer'),
    (rows) => rows.length === 1,
  );
  const asked = new Promise<void>((resolve) => {
    harness.mail.manner = () => {
      resolve();
      return 'take';
    };
  });
  await harness.db.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'gone' USING ERRCODE = 'admin_shutdown'; END $$`);
  await harness.db.query(
    "CREATE TRIGGER refuse BEFORE UPDATE ON email FOR EACH ROW WHEN (NEW.status = 'SENT') EXECUTE FUNCTION refuse()",
  );
  await story.projectCreated(story.project(client.id));
  await asked;
  await eventually(
    async () => harness.mail.to(sam.email).length,
    (count) => count === 1,
  );
  await harness.db.query('DROP TRIGGER refuse ON email');
  await fate('SENT');
  expect(harness.mail.to(sam.email)).toHaveLength(1);
});
