import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { client, eventually, serviceToken, type TestClient } from '@closeout/service-kit/testing';
import { Secret, TOTP } from 'otpauth';
import { openBrowser, ownPage, password, startGateway, type TestGateway } from './support/startGateway.js';

const step = 30_000;
const minute = 60_000;

let gateway: TestGateway;
let admin: TestClient;
beforeAll(async () => {
  gateway = await startGateway({ replicas: 2 });
  admin = (await gateway.signIn('admin')).api;
});
afterAll(() => gateway?.stop());

const login = (account: string, secret = password, api = gateway.api) =>
  api.post('/api/v1/auth/login', { email: `${account}@closeout.test`, password: secret });
const complete = (challenge: string, factor: object, api = gateway.api) =>
  api.post('/api/v1/auth/login/second-factor', { challenge, ...factor });
/** What the app shows, at the gateway's clock. */
const codeOf = (secret: string, later = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: gateway.clock.now().getTime() + later,
  });

/** Sets up an authenticator app and moves on to codes that were not used yet. */
async function setUp(api: TestClient): Promise<string> {
  const { body } = await api.post('/api/v1/me/authenticator-app');
  expect((await api.post('/api/v1/me/authenticator-app/confirm', { code: codeOf(body.secret) })).status).toBe(
    204,
  );
  gateway.clock.advance(2 * step);
  return body.secret;
}

async function challengeOf(account: string, api = gateway.api): Promise<string> {
  const { status, body } = await login(account, password, api);
  expect([status, body.code]).toEqual([401, 'second-factor-required']);
  return body.challenge;
}

async function userId(email: string): Promise<string> {
  return (await admin.get(`/api/v1/users?q=${email}`)).body.items[0].id;
}

describe('An authenticator app', () => {
  it('counts once a code confirms it, and is asked for from the next sign-in on', async () => {
    const { api } = await gateway.signIn('finance');
    expect((await api.get('/api/v1/me/second-factors')).body).toEqual({
      required: false,
      authenticatorApp: null,
      passkeys: [],
      passkeysOff: null,
      recoveryCodes: null,
    });
    const { body: setup } = await api.post('/api/v1/me/authenticator-app');
    expect(setup.uri).toContain(`secret=${setup.secret}`);
    expect((await login('finance')).status).toBe(200);
    const wrong = await api.post('/api/v1/me/authenticator-app/confirm', {
      code: codeOf(setup.secret, 10 * minute),
    });
    expect([wrong.status, wrong.body.code]).toEqual([403, 'code-wrong']);
    const code = codeOf(setup.secret);
    expect((await api.post('/api/v1/me/authenticator-app/confirm', { code })).status).toBe(204);

    const refused = await login('finance');
    expect([refused.status, refused.body.code]).toEqual([401, 'second-factor-required']);
    expect(refused.body).toMatchObject({ methods: ['authenticator-app'], expiresIn: 300 });
    // It opens nothing: no token, and no use as one.
    expect(JSON.stringify(refused.body)).not.toMatch(/accessToken|refreshToken|eyJ/);
    expect((await client(gateway.url, refused.body.challenge).get('/api/v1/me')).status).toBe(401);

    // The code that confirmed it is used up.
    expect((await complete(refused.body.challenge, { code })).body.code).toBe('second-factor-wrong');
    gateway.clock.advance(step);
    const { status, body } = await complete(refused.body.challenge, { code: codeOf(setup.secret) });
    expect([status, Object.keys(body).sort()]).toEqual([200, ['accessToken', 'expiresIn', 'refreshToken']]);
    expect((await client(gateway.url, body.accessToken).get('/api/v1/me')).status).toBe(200);
    // The session from before goes on.
    expect((await api.get('/api/v1/me')).status).toBe(200);
  });

  it('opens a browser’s session, which is a known device then', async () => {
    const secret = await setUp((await gateway.signIn('pm')).api);
    const open = (body: object, path = '/api/v1/auth/session', headers: object = ownPage) =>
      client(gateway.url).post(path, body, { ...headers });
    const refused = await open({ email: 'pm@closeout.test', password });
    expect([refused.status, refused.headers.get('set-cookie')]).toEqual([401, null]);
    const second = '/api/v1/auth/session/second-factor';
    const given = { challenge: refused.body.challenge, code: codeOf(secret) };
    expect((await open(given, second, {})).body.code).toBe('cross-site-request');
    const opened = await open(given, second);
    expect([opened.status, opened.body.user.email]).toEqual([200, 'pm@closeout.test']);
    expect(opened.headers.get('set-cookie')).toMatch(/closeout=cos_.*closeout-device=cod_/);
  });

  it('gives codes that work once, whoever tries again, wherever and at the same moment', async () => {
    const secret = await setUp((await gateway.signIn('sales')).api);
    const apis = gateway.replicas.map(({ api }) => api);
    const challenges = await Promise.all(
      Array.from({ length: 6 }, (_, i) => challengeOf('sales', apis[i % 2])),
    );
    const code = codeOf(secret);
    const answers = await Promise.all(challenges.map((one, i) => complete(one, { code }, apis[i % 2])));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401, 401]);
    // Nor an earlier one afterwards, although its time is not over.
    const again = await complete(await challengeOf('sales'), { code: codeOf(secret, -step) });
    expect(again.body.code).toBe('second-factor-wrong');
  });

  it('is stored sealed, and its codes and the challenge nowhere', async () => {
    const { api } = await gateway.signIn('tech');
    const { body } = await api.post('/api/v1/me/authenticator-app', undefined, {
      'idempotency-key': 'set-up-tech',
    });
    const repeated = await api.post('/api/v1/me/authenticator-app', undefined, {
      'idempotency-key': 'set-up-tech',
    });
    expect(repeated.body).toEqual(body);
    const raw = Buffer.from(Secret.fromBase32(body.secret).bytes);
    const stored = await gateway.database.query<{ all: string }>(
      `select (select string_agg(encode(secret, 'escape'), ' ') from authenticator_app)
           || (select coalesce(string_agg(body, ' '), '') from kit.idempotency_key) as all`,
    );
    expect(stored[0]?.all).not.toContain(body.secret);
    const [found] = await gateway.database.query(
      `select 1 from authenticator_app where position($1::bytea in secret) > 0`,
      [raw],
    );
    expect(found).toBeUndefined();
  });
});

describe('A challenge', () => {
  let secret: string;
  beforeAll(async () => {
    secret = await setUp((await gateway.signIn('direction')).api);
  });

  it('is good for one sign-in, of two at the same moment', async () => {
    const challenge = await challengeOf('direction');
    const { body } = await complete(challenge, { code: codeOf(secret) });
    expect(body.accessToken).toEqual(expect.any(String));
    gateway.clock.advance(step);
    expect((await complete(challenge, { code: codeOf(secret) })).body.code).toBe('challenge-over');
  });

  it('dies after five wrong codes, and after five minutes', async () => {
    const challenge = await challengeOf('direction');
    for (let i = 0; i < 5; i += 1)
      expect((await complete(challenge, { code: '000000' })).body.code).toBe('second-factor-wrong');
    const { status, body } = await complete(challenge, { code: codeOf(secret) });
    expect([status, body.code]).toEqual([401, 'challenge-over']);

    const late = await challengeOf('direction');
    gateway.clock.advance(5 * minute);
    expect((await complete(late, { code: codeOf(secret) })).body.code).toBe('challenge-over');
    expect((await complete(`coc_${'A'.repeat(43)}`, { code: '123456' })).body.code).toBe('challenge-over');
  });

  it('is over with the password that it was given for', async () => {
    const challenge = await challengeOf('direction');
    await admin.patch(`/api/v1/users/${await userId('direction')}`, { password: 'handed over by hand' });
    expect((await complete(challenge, { code: codeOf(secret) })).body.code).toBe('challenge-over');
    // A password that somebody else chose is replaced with the second step, not before.
    const email = 'direction@closeout.test';
    const given = { email, password: 'handed over by hand', newPassword: 'a password of my own' };
    const { body } = await gateway.api.post('/api/v1/auth/login', given);
    expect(body.code).toBe('second-factor-required');
    expect((await login('direction', 'a password of my own')).status).toBe(401);
    gateway.clock.advance(step);
    expect((await complete(body.challenge, { code: codeOf(secret) })).status).toBe(200);
    expect((await login('direction', 'a password of my own')).body.code).toBe('second-factor-required');
  });
});

it('Wrong codes count like wrong passwords, and the right password does not clear them', async () => {
  const guarded = await startGateway({ env: { SIGN_IN_FAILURES: '6' } });
  try {
    const { api } = await guarded.signIn('pm');
    const browser = await openBrowser(guarded, 'pm');
    const { body } = await api.post('/api/v1/me/authenticator-app');
    const code = new TOTP({ secret: Secret.fromBase32(body.secret) }).generate({
      timestamp: guarded.clock.now().getTime(),
    });
    await api.post('/api/v1/me/authenticator-app/confirm', { code });
    const first = (cookie?: string) =>
      client(guarded.url).post(
        '/api/v1/auth/login',
        { email: 'pm@closeout.test', password },
        cookie ? { cookie } : {},
      );
    for (let i = 0; i < 6; i += 1) {
      const { challenge } = (await first()).body;
      const { status } = await guarded.api.post('/api/v1/auth/login/second-factor', {
        challenge,
        code: '000000',
      });
      expect(status).toBe(401);
    }
    expect((await first()).status).toBe(429);
    // A browser that signed in before counts apart.
    const device = /closeout-device=[^;]+/.exec(browser.setCookie)?.[0];
    expect((await first(device)).body.code).toBe('second-factor-required');
  } finally {
    await guarded.stop();
  }
});

it('To strangers everything is as before: a wrong password, an unknown address, with or without a factor', async () => {
  const answers = await Promise.all(
    ['finance', 'member', 'nobody'].map((account) => login(account, 'guessed')),
  );
  const told = answers.map(({ status, body: { instance: _, ...problem } }) => ({ status, problem }));
  expect(told[0]).toEqual(told[1]);
  expect(told[1]).toEqual(told[2]);
  expect(told[0]?.status).toBe(401);
});

describe('Recovery codes', () => {
  let api: TestClient;
  let codes: string[];

  it('are ten, shown once, for somebody with a factor', async () => {
    ({ api } = await gateway.signIn('accounting'));
    expect((await api.post('/api/v1/me/recovery-codes')).body.code).toBe('second-factor-missing');
    await setUp(api);
    ({ codes } = (await api.post('/api/v1/me/recovery-codes')).body);
    expect(new Set(codes).size).toBe(10);
    const own = (await api.get('/api/v1/me/second-factors')).body;
    expect(own.recoveryCodes.left).toBe(10);
    expect(JSON.stringify(own)).not.toContain(codes[0]);
    const stored = await gateway.database.query(`select * from recovery_code`);
    expect(JSON.stringify(stored)).not.toContain(codes[0]?.replaceAll('-', ''));
  });

  it('work once each, at one of two replicas', async () => {
    const [first = '', second = ''] = codes;
    const apis = gateway.replicas.map((replica) => replica.api);
    const challenges = await Promise.all([challengeOf('accounting'), challengeOf('accounting')]);
    const answers = await Promise.all(
      challenges.map((one, i) => complete(one, { recoveryCode: first }, apis[i])),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    const typed = second.toLowerCase().replaceAll('-', ' ');
    expect((await complete(await challengeOf('accounting'), { recoveryCode: typed })).status).toBe(200);
    expect((await api.get('/api/v1/me/second-factors')).body.recoveryCodes.left).toBe(8);
  });

  it('are made anew with a fresh proof, and those from before are worth nothing', async () => {
    expect((await api.post('/api/v1/me/recovery-codes')).body.code).toBe('fresh-proof-required');
    await api.post('/api/v1/me/proof', { password });
    const { body } = await api.post('/api/v1/me/recovery-codes');
    const challenge = await challengeOf('accounting');
    expect((await complete(challenge, { recoveryCode: codes[5] })).status).toBe(401);
    expect((await complete(challenge, { recoveryCode: body.codes[5] })).status).toBe(200);
  });
});

describe('What protects the account', () => {
  it('is removed with a fresh proof only; other sessions end, and other browsers are strangers', async () => {
    const { api } = await gateway.signIn('member');
    const other = await openBrowser(gateway, 'member');
    const secret = await setUp(api);
    await api.post('/api/v1/me/recovery-codes');
    const remove = () => api.delete('/api/v1/me/authenticator-app');
    expect((await remove()).body.code).toBe('fresh-proof-required');
    const wrong = await api.post('/api/v1/me/proof', { password: 'guessed' });
    expect([wrong.status, wrong.body.code]).toEqual([403, 'password-wrong']);
    expect((await api.post('/api/v1/me/proof', { code: '000000' })).body.code).toBe('code-wrong');
    expect((await api.post('/api/v1/me/proof', { code: codeOf(secret) })).status).toBe(204);
    expect((await api.post('/api/v1/me/proof', { code: codeOf(secret) })).body.code).toBe('code-wrong');
    // The proof is this session's, and holds for ten minutes.
    expect((await other.api.delete('/api/v1/me/authenticator-app')).body.code).toBe('fresh-proof-required');
    expect((await remove()).status).toBe(204);
    expect((await api.get('/api/v1/me')).status).toBe(200);
    expect((await other.api.get('/api/v1/me')).status).toBe(401);
    expect((await api.get('/api/v1/me/second-factors')).body).toMatchObject({
      authenticatorApp: null,
      recoveryCodes: null,
    });
    expect((await login('member')).status).toBe(200);
    expect((await remove()).status).toBe(404);
  });

  it('is added soon after the sign-in, or with a proof', async () => {
    const { api } = await gateway.signIn('member');
    const browser = await openBrowser(gateway, 'member');
    gateway.clock.advance(11 * minute);
    // The access token is over by then; the browser's session is not.
    expect((await api.get('/api/v1/me')).status).toBe(401);
    expect((await browser.api.post('/api/v1/me/authenticator-app')).body.code).toBe('fresh-proof-required');
    await browser.api.post('/api/v1/me/proof', { password });
    expect((await browser.api.post('/api/v1/me/authenticator-app')).status).toBe(200);
  });
});

describe('An administrator', () => {
  it('sees who has a factor, and takes it away from whoever lost the phone', async () => {
    admin = (await gateway.signIn('admin')).api;
    const id = await userId('finance@');
    const before = (await admin.get(`/api/v1/users/${id}`)).body;
    expect(before).toMatchObject({ secondFactors: ['authenticator-app'], secondFactorRequired: false });
    const challenge = await challengeOf('finance');
    const remove = (api: TestClient, user = id) => api.delete(`/api/v1/users/${user}/second-factors`);
    const member = (await gateway.signIn('member')).api;
    expect((await remove(member)).body.code).toBe('permission-missing');
    expect((await remove(admin)).body.code).toBe('fresh-proof-required');
    await admin.post('/api/v1/me/proof', { password });
    expect((await remove(admin)).status).toBe(204);
    expect((await complete(challenge, { code: '123456' })).body.code).toBe('challenge-over');
    expect((await login('finance')).status).toBe(200);
    expect((await admin.get(`/api/v1/users/${id}`)).body.secondFactors).toEqual([]);
    const [line] = await gateway.database.query<{ actor: string }>(
      `select actor_name as actor from kit.audit_log where action = 'removeSecondFactors' and record_id = $1`,
      [id],
    );
    expect(line?.actor).toContain('Admin');
    // Set up before, taken away now: each time its owner is told.
    await eventually(
      async () =>
        gateway.services.notifications.emails.filter(
          ({ kind, userId: to }) => to === id && kind === 'second-factor-changed',
        ),
      (emails) => emails.length === 2,
      { what: 'e-mails about the second factor' },
    );
    // A key would act for whoever made it, without their second factor.
    const { body: key } = await admin.post('/api/v1/api-keys', {
      name: 'Key',
      permissions: ['users.manage'],
    });
    const byKey = await fetch(`${gateway.url}/api/v1/users/${id}/second-factors`, {
      method: 'DELETE',
      headers: { 'x-api-key': key.secret },
    });
    expect([byKey.status, ((await byKey.json()) as { code: string }).code]).toEqual([403, 'not-a-user']);
    const own = await remove(admin, (await admin.get('/api/v1/me')).body.user.id);
    expect([own.status, own.body.code]).toEqual([409, 'own-second-factor']);
    expect((await remove(admin, '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b11')).body.code).toBe('user-not-found');
  });

  it('has a role ask for one: who has none can do nothing but set one up', async () => {
    const roles = (await admin.get('/api/v1/roles')).body.items as { id: string; key: string }[];
    const role = roles.find(({ key }) => key === 'finance')?.id ?? '';
    const session = await gateway.signIn('finance');
    const browser = await openBrowser(gateway, 'finance');
    await admin.patch(`/api/v1/roles/${role}`, { requiresSecondFactor: true });
    // Sessions from before are worth nothing.
    expect((await session.api.get('/api/v1/me')).status).toBe(401);
    expect((await browser.api.get('/api/v1/me')).status).toBe(401);
    const { refreshToken } = session;
    expect((await gateway.api.post('/api/v1/auth/refresh', { refreshToken })).status).toBe(401);

    const refused = await login('finance');
    expect([refused.status, refused.body.code]).toEqual([403, 'second-factor-setup-required']);
    const { challenge } = refused.body;
    expect((await login('finance', 'guessed')).body.code).toBe('sign-in-failed');
    expect((await complete(challenge, { code: '123456' })).body.code).toBe('second-factor-wrong');
    const { body: setup } = await gateway.api.post('/api/v1/auth/second-factor/authenticator-app', {
      challenge,
    });
    const { status, body } = await complete(challenge, { code: codeOf(setup.secret) });
    expect(status).toBe(200);
    const api = client(gateway.url, body.accessToken);
    expect((await api.get('/api/v1/me/second-factors')).body).toMatchObject({
      required: true,
      authenticatorApp: { lastUsedAt: null },
    });
    // Recovery codes are made at once; the last factor stays.
    expect((await api.post('/api/v1/me/recovery-codes')).status).toBe(201);
    await api.post('/api/v1/me/proof', { password });
    expect((await api.delete('/api/v1/me/authenticator-app')).body.code).toBe('second-factor-needed');
    // What was begun with the same password and not completed sets up no other one.
    expect(
      (await gateway.api.post('/api/v1/auth/second-factor/authenticator-app', { challenge })).body.code,
    ).toBe('challenge-over');

    await admin.delete(`/api/v1/users/${await userId('finance@')}/second-factors`);
    expect((await api.get('/api/v1/me')).status).toBe(401);
    expect((await login('finance')).body.code).toBe('second-factor-setup-required');
    await admin.patch(`/api/v1/roles/${role}`, { requiresSecondFactor: false });
    expect((await login('finance')).status).toBe(200);
  });

  it('may have one asked of administrators too, and changes nothing else of their role', async () => {
    const roles = (await admin.get('/api/v1/roles')).body.items as { id: string; key: string }[];
    const role = roles.find(({ key }) => key === 'admin')?.id ?? '';
    expect((await admin.patch(`/api/v1/roles/${role}`, { name: 'Other' })).body.code).toBe('role-protected');
    expect((await admin.patch(`/api/v1/roles/${role}`, { requiresSecondFactor: true })).status).toBe(200);
    expect((await login('admin')).body.code).toBe('second-factor-setup-required');
  });
});

it('Whoever runs Closeout takes factors away where nobody who could do it can sign in', async () => {
  expect((await login('admin')).status).toBe(403);
  await gateway.database.query(`update role set requires_second_factor = false`);
  await setUp((await gateway.signIn('admin')).api);
  const path = '/internal/second-factors/remove';
  const email = 'ADMIN@closeout.test';
  expect((await admin.post(path, { email })).status).toBe(401);
  const operator = client(gateway.url, await serviceToken('operator'));
  expect((await operator.post(path, { email: 'nobody@closeout.test' })).status).toBe(404);
  expect((await operator.post(path, { email })).status).toBe(204);
  expect((await login('admin')).status).toBe(200);
});
