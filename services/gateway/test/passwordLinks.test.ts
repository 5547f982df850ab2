import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AccountEmail, AccountEmailKind } from '@closeout/contracts/http/internal';
import { client, eventually, type TestClient } from '@closeout/service-kit/testing';
import pg from 'pg';
import { openBrowser, ownPage, password, startGateway, type TestGateway } from './support/startGateway.js';

let gateway: TestGateway;
let admin: TestClient;
beforeAll(async () => {
  // Those who ask in these tests all come from one network.
  gateway = await startGateway({ replicas: 2 });
  admin = (await gateway.signIn('admin')).api;
});
afterAll(() => gateway?.stop());
afterEach(async () => {
  gateway.services.notifications.mail = 'sends';
  await gateway.database.query(`delete from rate_limit where key like 'link%'`);
});

const users = '/api/v1/users';
const links = '/api/v1/auth/password-links';
const good = 'four words nobody joins';
const minute = 60_000;
const day = 24 * 60 * minute;

const emailsTo = (address: string, kind?: AccountEmailKind): AccountEmail[] =>
  gateway.services.notifications.emails.filter(
    (email) => email.address === address && (kind === undefined || email.kind === kind),
  );
/** The latest of so many. */
async function email(
  address: string,
  kind: AccountEmailKind,
  count = 1,
): Promise<AccountEmail & { token: string }> {
  const found = await eventually(
    () => Promise.resolve(emailsTo(address, kind)),
    (emails) => emails.length >= count,
    { what: `${kind} to ${address}` },
  );
  expect(found).toHaveLength(count);
  return found.at(-1) as AccountEmail & { token: string };
}
const ask = (address: string, more: object = {}) => gateway.api.post(links, { email: address, ...more });
const read = (token: string) => gateway.api.post(`${links}/read`, { token });
const use = (token: string, chosen = good, replica = 0) =>
  client(gateway.replicas[replica]!.url).post(`${links}/use`, { token, password: chosen });
const login = (address: string, secret: string) =>
  gateway.api.post('/api/v1/auth/login', { email: address, password: secret });
const invite = (address: string, more: object = {}) =>
  admin.post(users, { email: address, name: 'Nina Newcomer', roles: ['sales'], ...more });
const auditOf = async (id: string) =>
  (
    await gateway.database.query<{ action: string }>(
      'select action from kit.audit_log where record_id = $1 order by id',
      [id],
    )
  ).map(({ action }) => action);

/** Somebody with a password of their own. */
async function colleague(address: string): Promise<string> {
  const { body } = await invite(address);
  await use((await email(address, 'invitation')).token);
  return body.id;
}

describe('An invitation', () => {
  it('is sent to whoever is added without a password, who chooses one and signs in', async () => {
    const invited = await invite('nina@example.com', { language: 'de' });
    expect(invited.status).toBe(201);
    expect(invited.body).toMatchObject({ active: true, language: 'de', invitedUntil: expect.any(String) });
    const { token, ...said } = await email('nina@example.com', 'invitation');
    expect(said).toMatchObject({
      userId: invited.body.id,
      name: 'Nina Newcomer',
      language: 'de',
      invitedBy: 'Ada Admin',
      expiresAt: invited.body.invitedUntil,
    });
    expect(new Date(said.expiresAt!).getTime() - gateway.clock.now().getTime()).toBeGreaterThan(
      7 * day - minute,
    );

    expect((await login('nina@example.com', '')).status).toBe(400);
    expect((await login('nina@example.com', token)).body.code).toBe('sign-in-failed');
    expect((await read(token)).body).toEqual({
      purpose: 'invitation',
      email: 'nina@example.com',
      name: 'Nina Newcomer',
      expiresAt: said.expiresAt,
    });
    expect((await use(token, 'nina newcomer')).body).toMatchObject({
      code: 'password-guessable',
      errors: [{ pointer: '/password' }],
    });
    expect(await use(token)).toMatchObject({ status: 200, body: { email: 'nina@example.com' } });
    expect((await login('nina@example.com', good)).status).toBe(200);
    const after = await admin.get(`${users}/${invited.body.id}`, { 'if-none-match': '"1"' });
    expect(after.body).toMatchObject({ invitedUntil: null, version: 2 });
    expect(await auditOf(invited.body.id)).toEqual(['createUser', 'acceptInvitation']);
    expect(emailsTo('nina@example.com')).toHaveLength(1);
  });

  it('works once: of two clicks at the same moment, at two replicas, one wins', async () => {
    await invite('twice@example.com');
    const { token } = await email('twice@example.com', 'invitation');
    const answers = await Promise.all([
      use(token, 'the first of two clicks', 0),
      use(token, 'the second of two clicks', 1),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('link-used');
    const won = answers[0]?.status === 200 ? 'the first of two clicks' : 'the second of two clicks';
    expect((await login('twice@example.com', won)).status).toBe(200);
    expect((await read(token)).body.code).toBe('link-used');
  });

  it('can be sent again, which ends the link before it', async () => {
    const { body } = await invite('again@example.com');
    const first = await email('again@example.com', 'invitation');
    gateway.clock.advance(minute);
    const again = await admin.post(`${users}/${body.id}/invite`);
    expect(again.status).toBe(200);
    expect(again.body.version).toBe(2);
    const second = await email('again@example.com', 'invitation', 2);
    expect(second.expiresAt).toBe(again.body.invitedUntil);
    expect((await use(first.token)).body.code).toBe('link-expired');
    expect((await use(second.token)).status).toBe(200);
    expect((await admin.post(`${users}/${body.id}/invite`)).body.code).toBe('not-invited');
  });

  it('can be withdrawn, and given anew once the account is active again', async () => {
    const { body } = await invite('withdrawn@example.com');
    const { token } = await email('withdrawn@example.com', 'invitation');
    const withdrawn = await admin.post(`${users}/${body.id}/withdraw-invitation`);
    expect(withdrawn.body).toMatchObject({ active: false });
    expect((await use(token)).body.code).toBe('link-expired');
    expect((await admin.post(`${users}/${body.id}/invite`)).body.code).toBe('user-inactive');
    await admin.patch(`${users}/${body.id}`, { active: true });
    expect((await admin.post(`${users}/${body.id}/invite`)).status).toBe(200);
    expect((await use((await email('withdrawn@example.com', 'invitation', 2)).token)).status).toBe(200);
    expect(await auditOf(body.id)).toEqual([
      'createUser',
      'withdrawInvitation',
      'updateUser',
      'sendInvitation',
      'acceptInvitation',
    ]);
  });

  it('ends with a new address, with deactivation, and with a password that an administrator chose', async () => {
    const changes = [
      { email: 'moved-on@example.com' },
      { active: false },
      { password: 'handed over by hand' },
    ];
    for (const [i, change] of changes.entries()) {
      const { body } = await invite(`moved${i}@example.com`);
      const { token } = await email(`moved${i}@example.com`, 'invitation');
      const changed = await admin.patch(`${users}/${body.id}`, change);
      expect(changed.status).toBe(200);
      expect(changed.body.invitedUntil === null).toBe('password' in change);
      expect((await use(token)).body.code).toBe('link-expired');
    }
  });

  it('does not work any more after 7 days; asking on the sign-in page brings another one', async () => {
    await invite('late@example.com');
    const { token } = await email('late@example.com', 'invitation');
    gateway.clock.advance(7 * day);
    expect((await read(token)).body.code).toBe('link-expired');
    expect((await use(token)).body.code).toBe('link-expired');
    admin = (await gateway.signIn('admin')).api;
    await ask('late@example.com');
    expect((await use((await email('late@example.com', 'invitation', 2)).token)).status).toBe(200);
    expect(emailsTo('late@example.com', 'password-reset')).toEqual([]);
  });

  it('that was not accepted makes nobody the last administrator', async () => {
    const { body } = await invite('boss@example.com', { roles: ['admin'] });
    const ada = (await admin.get(`${users}?q=ada`)).body.items[0];
    const leave = await admin.patch(`${users}/${ada.id}`, { active: false });
    expect(leave.body.code).toBe('last-administrator');
    await admin.patch(`${users}/${body.id}`, { active: false });
  });

  it('is given by those who manage users only', async () => {
    const { body } = await invite('guarded@example.com');
    const sales = (await gateway.signIn('sales')).api;
    for (const step of ['invite', 'withdraw-invitation', 'send-password-link']) {
      expect((await sales.post(`${users}/${body.id}/${step}`)).body.code).toBe('permission-missing');
      const unknown = '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2bff';
      expect((await admin.post(`${users}/${unknown}/${step}`)).body.code).toBe('user-not-found');
    }
  });
});

describe('A forgotten password', () => {
  it('is replaced with a link, which ends all sessions and older tokens; and its owner is told', async () => {
    const id = await colleague('forgetful@example.com');
    const before = await login('forgetful@example.com', good);
    const program = client(gateway.url, before.body.accessToken);
    expect((await program.get('/api/v1/me')).status).toBe(200);

    expect(await ask('Forgetful@Example.com', { language: 'de' })).toMatchObject({
      status: 202,
      body: { validHours: 1 },
    });
    const { token, ...said } = await email('forgetful@example.com', 'password-reset');
    expect(said).toMatchObject({ language: 'de', invitedBy: null, userId: id });
    expect((await login('forgetful@example.com', good)).status).toBe(200);
    expect(await use(token, 'remembered from now on')).toMatchObject({ status: 200 });

    expect((await program.get('/api/v1/me')).status).toBe(401);
    const refresh = await gateway.api.post('/api/v1/auth/refresh', {
      refreshToken: before.body.refreshToken,
    });
    expect(refresh.body.code).toBe('refresh-token-invalid');
    expect((await login('forgetful@example.com', good)).body.code).toBe('sign-in-failed');
    expect((await login('forgetful@example.com', 'remembered from now on')).status).toBe(200);
    expect((await email('forgetful@example.com', 'password-changed')).token).toBeNull();
    expect(await auditOf(id)).toEqual([
      'createUser',
      'acceptInvitation',
      'requestPasswordLink',
      'resetPassword',
    ]);
  });

  it('is no way round a second factor: the link signs nobody in, and the sign-in asks for it', async () => {
    const id = await colleague('careful@example.com');
    await gateway.database.query(
      `insert into authenticator_app (user_id, secret, created_at, confirmed_at) values ($1, decode('00', 'hex'), now(), now())`,
      [id],
    );
    await ask('careful@example.com');
    const used = await use(
      (await email('careful@example.com', 'password-reset')).token,
      'whoever reads my mailbox',
    );
    expect(used.body).toEqual({ email: 'careful@example.com' });
    expect(used.headers.get('set-cookie')).toBeNull();
    const signIn = await login('careful@example.com', 'whoever reads my mailbox');
    expect(signIn).toMatchObject({ status: 401, body: { code: 'second-factor-required' } });
  });

  it('is answered alike for an address that nobody has, of somebody who left, and of somebody with a password', async () => {
    const left = await colleague('left@example.com');
    await colleague('here@example.com');
    await admin.patch(`${users}/${left}`, { active: false });
    const answers = await Promise.all(
      ['nobody@example.com', 'left@example.com', 'here@example.com'].map((to) => ask(to)),
    );
    expect(answers.map(({ status, body }) => ({ status, body }))).toEqual(
      answers.map(() => ({ status: 202, body: { validHours: 1 } })),
    );
    await email('here@example.com', 'password-reset');
    await eventually(
      () => gateway.database.query('select 1 from password_link_request'),
      (waiting) => waiting.length === 0,
    );
    expect(emailsTo('left@example.com', 'password-reset')).toEqual([]);
    expect(emailsTo('nobody@example.com')).toEqual([]);
  });

  it('nobody is looked up before the answer, so that its time tells nothing', async () => {
    await colleague('held@example.com');
    // Whoever holds all users keeps nobody from being answered.
    const holder = new pg.Client({ connectionString: gateway.database.url });
    await holder.connect();
    await holder.query('begin; lock table app_user in access exclusive mode');
    const answers = await Promise.all([ask('held@example.com'), ask('not-held@example.com')]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    await holder.end();
    await email('held@example.com', 'password-reset');
  });

  it('a link works for an hour, and a newer one ends it', async () => {
    await colleague('hourly@example.com');
    await ask('hourly@example.com');
    const first = await email('hourly@example.com', 'password-reset');
    await ask('hourly@example.com');
    const second = await email('hourly@example.com', 'password-reset', 2);
    expect((await read(first.token)).body.code).toBe('link-expired');
    expect((await read(second.token)).status).toBe(200);
    gateway.clock.advance(60 * minute);
    expect((await use(second.token)).body.code).toBe('link-expired');
    admin = (await gateway.signIn('admin')).api;
  });

  it('a link ends when the password is changed in another way', async () => {
    await colleague('other-way@example.com');
    await ask('other-way@example.com');
    const { token } = await email('other-way@example.com', 'password-reset');
    const { body } = await login('other-way@example.com', good);
    const changed = await client(gateway.url, body.accessToken).post('/api/v1/me/password', {
      currentPassword: good,
      newPassword: 'changed in the account',
    });
    expect(changed.status).toBe(204);
    expect((await use(token)).body.code).toBe('link-expired');
    await email('other-way@example.com', 'password-changed');
  });

  it('is asked for five times an hour for one address and thirty times from one network, whoever has the address', async () => {
    for (let i = 0; i < 5; i += 1) expect((await ask('busy@example.com')).status).toBe(202);
    const sixth = await ask('busy@example.com');
    expect(sixth).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    expect(Number(sixth.headers.get('retry-after'))).toBeGreaterThan(3000);
    const second = client(gateway.replicas[1]!.url);
    expect((await second.post(links, { email: 'busy@example.com' })).status).toBe(429);
    for (let i = 0; i < 23; i += 1) expect((await ask(`busy${i}@example.com`)).status).toBe(202);
    expect((await ask('one-more@example.com')).status).toBe(429);
  });

  it('an administrator has the link sent, and the password goes on until it is used', async () => {
    const id = await colleague('helpless@example.com');
    expect((await admin.post(`${users}/${id}/send-password-link`)).status).toBe(200);
    const { token } = await email('helpless@example.com', 'password-reset');
    expect((await login('helpless@example.com', good)).status).toBe(200);
    expect((await use(token, 'with a little help of ours')).status).toBe(200);
    const { body } = await invite('not-yet@example.com');
    expect((await admin.post(`${users}/${body.id}/send-password-link`)).body.code).toBe('user-invited');
  });

  it('of somebody whom an outside provider signs in is not replaced here', async () => {
    const id = await colleague('outside@example.com');
    await ask('outside@example.com');
    const { token } = await email('outside@example.com', 'password-reset');
    await gateway.database.query(
      `update app_user set external_issuer = 'https://id.example', external_subject = 'outside' where id = $1`,
      [id],
    );
    expect((await use(token)).body.code).toBe('link-expired');
    expect((await admin.post(`${users}/${id}/send-password-link`)).body.code).toBe('managed-by-provider');
    expect((await ask('outside@example.com')).status).toBe(202);
    await eventually(
      () => gateway.database.query('select 1 from password_link_request'),
      (waiting) => waiting.length === 0,
    );
    expect(emailsTo('outside@example.com', 'password-reset')).toHaveLength(1);
  });

  it('in the browser of somebody else who is signed in takes nothing from them', async () => {
    await invite('shared@example.com');
    const { token } = await email('shared@example.com', 'invitation');
    const { api } = await openBrowser(gateway, 'pm');
    expect((await api.post(`${links}/use`, { token, password: good })).status).toBe(200);
    expect((await api.get('/api/v1/me')).body.user.email).toBe('pm@closeout.test');
    const elsewhere = await client(gateway.url).post(
      '/api/v1/auth/session',
      { email: 'shared@example.com', password: good },
      ownPage,
    );
    expect(elsewhere.status).toBe(200);
  });
});

describe('The secret of a link', () => {
  it('is stored hashed, sealed until it was handed over, and in no event, no audit line and no kept answer', async () => {
    gateway.services.notifications.mail = 'refuses';
    const key = { 'idempotency-key': 'invite-once' };
    const person = { email: 'secret@example.com', name: 'Nina Newcomer' };
    const first = await admin.post(users, person, key);
    const replayed = await admin.post(users, person, key);
    expect(replayed.body).toEqual(first.body);
    const waiting = await eventually(
      () =>
        gateway.database.query<{ token: Buffer; attempts: number }>(
          `select token, attempts from account_email where address = 'secret@example.com'`,
        ),
      ([row]) => (row?.attempts ?? 0) > 0,
    );
    expect(waiting).toHaveLength(1);
    gateway.services.notifications.mail = 'sends';
    const { token } = await email('secret@example.com', 'invitation');
    expect(waiting[0]?.token.includes(token)).toBe(false);
    const everything = await gateway.database.query(
      `select l::text as said from password_link l union all select a::text from kit.audit_log a union all select e::text from kit.event_log e
        union all select k::text from kit.idempotency_key k union all select u::text from app_user u`,
    );
    expect(JSON.stringify(everything)).not.toContain(token);
    expect(JSON.stringify(everything)).not.toContain(Buffer.from(token).toString('hex'));
    const handed = await eventually(
      () => gateway.database.query(`select 1 from account_email`),
      (rows) => rows.length === 0,
    );
    expect(handed).toEqual([]);
  });

  it('is of no use when it is made up', async () => {
    expect(await read(`cop_${'A'.repeat(43)}`)).toMatchObject({
      status: 404,
      body: { code: 'link-not-found' },
    });
    expect((await use('something')).body.code).toBe('link-not-found');
  });
});

describe('While notifications is away', () => {
  it('what is written waits, and is handed over once it is back, once', async () => {
    await gateway.services.notifications.stop();
    await invite('patient@example.com');
    await colleagueIsWaiting('patient@example.com');
    await gateway.services.notifications.restart();
    const { token } = await email('patient@example.com', 'invitation');
    expect((await use(token)).status).toBe(200);
  });

  it('one that it does not take holds up no other', async () => {
    const { notifications } = gateway.services;
    notifications.notTaken = 'odd@example.com';
    await invite('odd@example.com');
    await colleagueIsWaiting('odd@example.com');
    await invite('even@example.com');
    await email('even@example.com', 'invitation');
    notifications.notTaken = null;
    await email('odd@example.com', 'invitation');
  });

  async function colleagueIsWaiting(address: string): Promise<void> {
    await eventually(
      () =>
        gateway.database.query<{ attempts: number }>(
          'select attempts from account_email where address = $1',
          [address],
        ),
      ([row]) => (row?.attempts ?? 0) > 0,
    );
  }
});

describe('Where no mail server is set up', () => {
  it('whoever would promise an e-mail is told so', async () => {
    const id = await colleague('offline@example.com');
    gateway.services.notifications.mail = 'not set up';
    const options = () => gateway.api.get('/api/v1/auth/options');
    await eventually(options, ({ body }) => body.email === false, { timeoutMs: 20_000 });
    expect((await options()).body).toEqual({ password: true, email: false });
    expect((await invite('unreachable@example.com')).body.code).toBe('email-not-set-up');
    expect((await admin.post(`${users}/${id}/send-password-link`)).body.code).toBe('email-not-set-up');
    expect((await ask('offline@example.com')).body.code).toBe('email-not-set-up');
    const added = await admin.post(users, {
      email: 'by-hand@example.com',
      name: 'By Hand',
      password: 'handed over by hand',
    });
    expect(added.body).toMatchObject({ invitedUntil: null });
    gateway.services.notifications.mail = 'sends';
    await eventually(options, ({ body }) => body.email === true, { timeoutMs: 20_000 });
  });
});

it('the demo’s accounts are as they were', async () => {
  expect((await login('sales@closeout.test', password)).status).toBe(200);
});
