import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AccountEmail } from '@closeout/contracts/http/internal';
import { newId } from '@closeout/service-kit/db';
import { client, eventually, serviceToken, type TestClient } from '@closeout/service-kit/testing';
import { publicUrl, startHarness, type Harness, type Overrides } from './support/harness.js';

let harness: Harness;
let gateway: TestClient;
async function begin(overrides: Overrides = {}): Promise<void> {
  harness = await startHarness({
    replicas: 2,
    overrides: { SELLER_TIME_ZONE: 'Europe/Berlin', ...overrides },
  });
  gateway = client(harness.url, await serviceToken('gateway'));
}
afterEach(() => harness?.close());

const token = `cop_${'s3cret'.repeat(7)}x`;
const invitation = (more: Partial<AccountEmail> = {}): AccountEmail => ({
  id: newId(),
  kind: 'invitation',
  userId: newId(),
  address: 'nina@example.com',
  name: 'Nina Newcomer',
  language: 'en',
  token,
  expiresAt: '2036-02-07T09:30:00.000Z',
  invitedBy: 'Ada Admin',
  at: '2036-01-31T09:30:00.000Z',
  ...more,
});
const handOver = (email: AccountEmail, to: TestClient = gateway) =>
  to.post('/internal/account-emails', email);
const rows = () =>
  harness.db.query<{ id: string; status: string; text: string; html: string; last_error: string | null }>(
    'SELECT id, status, text, html, last_error FROM email ORDER BY id',
  );
const fate = (status: string) =>
  eventually(rows, (all) => all.length > 0 && all.every((row) => row.status === status), { what: status });

describe('An invitation that the gateway hands over', () => {
  beforeEach(() => begin());

  it('is sent once, however often and to whichever replica it is handed over', async () => {
    const email = invitation();
    const [, other] = harness.replicas;
    const second = client(harness.urlOf(other!), await serviceToken('gateway'));
    const answers = await Promise.all([handOver(email), handOver(email, second), handOver(email)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await fate('SENT');
    expect(await rows()).toHaveLength(1);
    const [mail, ...more] = harness.mail.to('nina@example.com');
    expect(more).toEqual([]);
    expect(mail?.parsed.subject).toBe('You are invited to Closeout');
    expect(mail?.parsed.text).toContain(`Choose a password: ${publicUrl}/choose-password#${token}`);
    expect(mail?.parsed.text).toContain('Invited by: Ada Admin');
    expect(mail?.parsed.text).toContain('The link works once, until: 7 February 2036 at 10:30 CET');
    expect(mail?.parsed.html).toContain(`href="${publicUrl}/choose-password#${token}"`);
  });

  it('speaks the language of its reader', async () => {
    await handOver(invitation({ language: 'de', invitedBy: 'Ada <b>Admin</b>' }));
    await fate('SENT');
    const [mail] = harness.mail.to('nina@example.com');
    expect(mail?.parsed.subject).toBe('Ihre Einladung zu Closeout');
    expect(mail?.parsed.text).toContain('Eingeladen von: Ada <b>Admin</b>');
    expect(mail?.parsed.html).toContain('<html lang="de">');
    expect(mail?.parsed.html).toContain('Ada &lt;b&gt;Admin&lt;/b&gt;');
  });

  it('is shown to nobody, before it is sent and after, and its link is in no log and no event', async () => {
    harness.mail.manner = (_to, attempt) => (attempt < 3 ? 'refuse-for-now' : 'take');
    const email = invitation();
    await handOver(email);
    const operator = await harness.as(['operations.manage', 'events.view_all']);
    const one = async () => {
      const [row] = await rows();
      return (await operator.get(`/api/v1/notifications/${row?.id}`)).body;
    };
    expect(await one()).toMatchObject({
      kind: 'invitation',
      event: 'gateway.invitation',
      confidential: true,
      text: '',
      html: '',
      link: `${publicUrl}/choose-password`,
    });
    await fate('SENT');
    expect(await one()).toMatchObject({ status: 'SENT', confidential: true, text: '', html: '' });

    expect(await rows()).toMatchObject([{ text: '', html: '' }]);
    const everything = await harness.db.query(
      `SELECT data::text AS said FROM kit.event_log UNION ALL SELECT e::text FROM email e UNION ALL SELECT i::text FROM kit.inbox i`,
    );
    expect(everything.length).toBeGreaterThan(1);
    expect(JSON.stringify(everything)).not.toContain(token);
    expect(harness.logged.join('\n')).not.toContain(token);
    expect(JSON.stringify((await operator.get('/api/v1/notifications')).body)).not.toContain(token);
  });

  it('that the mail server never wants fails, is forgotten, and cannot be queued again', async () => {
    harness.mail.manner = () => 'refuse-for-good';
    await handOver(invitation());
    const [failed] = await fate('FAILED');
    expect(failed).toMatchObject({ text: '', html: '' });
    const operator = await harness.as(['operations.manage']);
    const again = await operator.post(`/api/v1/notifications/${failed?.id}/resend`, {});
    expect(again).toMatchObject({ status: 409, body: { code: 'notification-confidential' } });
  });

  it('whose link has ended before it could be sent is not sent any more', async () => {
    await handOver(invitation({ expiresAt: '2026-01-01T00:00:00.000Z' }));
    const [late] = await fate('FAILED');
    expect(late?.last_error).toContain('before what it says was over');
    expect(late?.text).toBe('');
    expect(harness.mail.attempts).toEqual([]);
  });

  it('is taken from services alone', async () => {
    const operator = await harness.as('all');
    expect((await handOver(invitation(), operator)).status).toBe(401);
    expect((await client(harness.url).post('/internal/account-emails', invitation())).status).toBe(401);
    expect(await rows()).toEqual([]);
  });
});

describe('News about an account', () => {
  beforeEach(() => begin({ MAIL_LANGUAGE: 'de' }));

  it.each([
    ['password-changed', 'Ihr Closeout-Passwort wurde geändert'],
    ['second-factor-changed', 'Ihre Anmeldung in zwei Schritten bei Closeout wurde geändert'],
  ] as const)(
    '%s is kept and shown like every other, in the language of the installation',
    async (kind, subject) => {
      const changed = { kind, token: null, expiresAt: null, invitedBy: null };
      await handOver(invitation({ ...changed, language: null }));
      const [row] = await fate('SENT');
      const operator = await harness.as(['operations.manage']);
      const { body } = await operator.get(`/api/v1/notifications/${row?.id}`);
      expect(body).toMatchObject({ subject, confidential: false });
      expect(body.text).toContain(`${publicUrl}/forgot-password`);
    },
  );
});

describe('Where no mail server is set up', () => {
  beforeEach(() => begin({ SMTP_URL: '' }));

  it('whoever asks is told so, and what is handed over waits', async () => {
    expect((await gateway.get('/internal/account-emails')).body).toEqual({ setUp: false });
    await handOver(invitation());
    await eventually(
      () => harness.db.query<{ last_error: string | null }>('SELECT last_error FROM email'),
      ([email]) => email?.last_error === 'No mail server is set up (SMTP_URL).',
    );
    expect(await rows()).toMatchObject([{ status: 'QUEUED' }]);
  });
});
