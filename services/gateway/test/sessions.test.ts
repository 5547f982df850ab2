import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { client, eventually } from '@closeout/service-kit/testing';
import {
  password,
  signIn,
  startGateway,
  type Replica,
  type SignedIn,
  type TestGateway,
} from './support/startGateway.js';

let gateway: TestGateway;
let here: Replica;
let there: Replica;
beforeAll(async () => {
  gateway = await startGateway({ replicas: 2 });
  [here, there] = gateway.replicas as [Replica, Replica];
});
afterAll(() => gateway?.stop());

const refresh = (refreshToken: string, replica = here, program = 'browser') =>
  replica.api.post('/api/v1/auth/refresh', { refreshToken }, { 'user-agent': program });
const works = async (replica: Replica, session: SignedIn) =>
  (await client(replica.url, session.accessToken).get('/api/v1/projects')).status;
const status = (replica: Replica, session: SignedIn) => () => works(replica, session);
const refusedEverywhere = (session: SignedIn) =>
  Promise.all(
    gateway.replicas.map((replica) =>
      eventually(status(replica, session), (code) => code === 401, {
        timeoutMs: 3_000,
        what: 'the session being refused',
      }),
    ),
  );

describe('A session', () => {
  it('goes on by exchanging its refresh token, at any replica', async () => {
    const first = await gateway.signIn('pm');
    const second = await refresh(first.refreshToken, there);
    expect(second.status).toBe(200);
    expect(second.body).toEqual({
      accessToken: expect.any(String),
      refreshToken: expect.stringMatching(/^cor_/),
      expiresIn: 600,
    });
    expect(second.body.refreshToken).not.toBe(first.refreshToken);
    expect((await refresh(second.body.refreshToken)).status).toBe(200);
  });

  it('whose refresh token is used a second time is ended for everybody, at once', async () => {
    const victim = await gateway.signIn('sales');
    const stolen = victim.refreshToken;
    const thief = await refresh(stolen, here, 'thief');
    expect(thief.status).toBe(200);

    const answer = await refresh(stolen, there, 'browser');
    expect([answer.status, answer.body.code]).toEqual([401, 'refresh-token-reused']);
    expect((await refresh(thief.body.refreshToken)).body.code).toBe('refresh-token-invalid');
    await refusedEverywhere({ ...victim, accessToken: thief.body.accessToken });
    await refusedEverywhere(victim);
  });

  it('survives that an answer got lost: the same client asks again and gets the same refresh token', async () => {
    const { refreshToken } = await gateway.signIn('tech');
    const first = await refresh(refreshToken);
    const again = await refresh(refreshToken, there);
    expect(again.status).toBe(200);
    expect(again.body.refreshToken).toBe(first.body.refreshToken);
    expect((await refresh(again.body.refreshToken)).status).toBe(200);
    // From here on the answer was not lost, so this is a second use.
    expect((await refresh(refreshToken)).body.code).toBe('refresh-token-reused');
  });

  it('that two windows of one client refresh at the same moment has one refresh token afterwards', async () => {
    const { refreshToken } = await gateway.signIn('tech');
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => refresh(refreshToken, i % 2 ? here : there)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(new Set(answers.map(({ body }) => body.refreshToken)).size).toBe(1);
  });

  it('is not to be had with a refresh token that was made up', async () => {
    for (const token of ['x', 'cor_', `cor_${'A'.repeat(43)}`, `cor_${'A'.repeat(400)}`]) {
      expect((await refresh(token)).body.code).toBe('refresh-token-invalid');
    }
    expect((await here.api.post('/api/v1/auth/refresh', {})).status).toBe(400);
    expect((await here.api.post('/api/v1/auth/refresh', { refreshToken: 1 })).status).toBe(400);
  });

  it('that is signed out is refused at once here and within a second by the other replica', async () => {
    const session = await gateway.signIn('finance');
    const other = await gateway.signIn('finance');
    expect([await works(here, session), await works(there, session)]).toEqual([200, 200]);
    expect((await session.api.post('/api/v1/auth/logout')).status).toBe(204);
    expect(await works(here, session)).toBe(401);
    await refusedEverywhere(session);
    expect((await refresh(session.refreshToken)).body.code).toBe('refresh-token-invalid');
    expect(await works(here, other)).toBe(200);
  });

  it('can be signed out by its refresh token when the access token is no good any more', async () => {
    const session = await gateway.signIn('finance');
    const stale = here.api.as('not.a.token');
    expect((await stale.post('/api/v1/auth/logout', { refreshToken: session.refreshToken })).status).toBe(
      204,
    );
    await refusedEverywhere(session);
    expect((await here.api.post('/api/v1/auth/logout')).status).toBe(401);
    expect((await here.api.post('/api/v1/auth/logout', { refreshToken: 'cor_unknown' })).status).toBe(204);
  });

  it('ends on the thirtieth day, however often it was refreshed', async () => {
    let { refreshToken } = await gateway.signIn('accounting');
    for (const days of [6, 6, 6, 6]) {
      gateway.clock.advance(days * 86_400_000);
      const { status, body } = await refresh(refreshToken);
      expect(status).toBe(200);
      refreshToken = body.refreshToken;
    }
    gateway.clock.advance(6.1 * 86_400_000);
    expect((await refresh(refreshToken)).body.code).toBe('refresh-token-invalid');
  });

  it('that nobody refreshed for a week is over', async () => {
    const { refreshToken } = await gateway.signIn('accounting');
    gateway.clock.advance(7.1 * 86_400_000);
    expect((await refresh(refreshToken)).status).toBe(401);
  });
});

describe('A new password', () => {
  const newPassword = 'a better password';

  it('ends the other sessions at once, keeps this one, and is what counts from now on', async () => {
    const [mine, other] = [await gateway.signIn('member'), await gateway.signIn('member', there)];
    const answer = await mine.api.post('/api/v1/me/password', { currentPassword: password, newPassword });
    expect(answer.status).toBe(204);
    await refusedEverywhere(other);
    expect(await works(here, mine)).toBe(200);
    expect(await works(there, mine)).toBe(200);
    await expect(signIn(here, 'member')).rejects.toThrow('401');
    await signIn(here, 'member', newPassword);
  });

  it('needs the present one', async () => {
    const { api } = await gateway.signIn('tech');
    const { status, body } = await api.post('/api/v1/me/password', {
      currentPassword: 'guessed',
      newPassword,
    });
    expect([status, body.code]).toEqual([403, 'password-wrong']);
  });

  it('has at least ten characters', async () => {
    const { api } = await gateway.signIn('tech');
    const { status, body } = await api.post('/api/v1/me/password', {
      currentPassword: password,
      newPassword: 'short',
    });
    expect([status, body.errors[0].pointer]).toEqual([400, '/newPassword']);
  });

  it('is not stored in a form that is quickly guessed, also not to recognise a repeated request', async () => {
    const { api } = await gateway.signIn('pm');
    const body = { currentPassword: password, newPassword };
    const key = { 'idempotency-key': 'change-1' };
    expect((await api.post('/api/v1/me/password', body, key)).status).toBe(204);
    const again = await api.post('/api/v1/me/password', body, key);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([204, 'true']);

    const { createHash } = await import('node:crypto');
    const [row] = await gateway.database.query<{ request_hash: Buffer }>(
      `select request_hash from kit.idempotency_key where key = 'change-1'`,
    );
    const guess = createHash('sha256')
      .update('POST /api/v1/me/password\n')
      .update(JSON.stringify({ body, query: {} }))
      .digest();
    expect(row?.request_hash.equals(guess)).toBe(false);
  });
});

describe('Guessing passwords', () => {
  const guess = (email: string, replica = here) =>
    replica.api.post('/api/v1/auth/login', { email, password: 'guessed' });

  it('is answered 429 with Retry-After after ten failures, counted by all replicas together', async () => {
    const email = 'direction@closeout.test';
    const answers = [];
    for (let i = 0; i < 12; i += 1) answers.push(await guess(email, i % 2 ? here : there));
    expect(answers.map(({ status }) => status)).toEqual([...Array(10).fill(401), 429, 429]);
    expect(Number(answers[11]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answers[11]?.body.code).toBe('too-many-requests');
    // Nor does the right password help now: otherwise the guessing could go on.
    expect((await here.api.post('/api/v1/auth/login', { email, password })).status).toBe(429);
    // Another account from the same place is not concerned.
    await gateway.signIn('sales');
  });

  it('all at once gets hardly further', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) => guess('accounting@closeout.test', i % 2 ? here : there)),
    );
    const tried = answers.filter(({ status }) => status === 401).length;
    expect(tried).toBeGreaterThanOrEqual(10);
    expect(tried).toBeLessThanOrEqual(14); // two at a time at each replica
  });
});
