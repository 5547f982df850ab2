import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { client, type TestClient } from '@closeout/service-kit/testing';
import { softwarePasskey, type SoftwarePasskey } from './support/softwarePasskey.js';
import { openBrowser, ownPage, password, startGateway, type TestGateway } from './support/startGateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ replicas: 2 });
});
afterAll(() => gateway?.stop());

async function add(api: TestClient, passkey: SoftwarePasskey, name = 'Laptop') {
  const { body: begun } = await api.post('/api/v1/me/passkeys/challenge');
  const { challenge, options } = begun;
  return api.post('/api/v1/me/passkeys', { challenge, name, passkey: passkey.create(options) });
}
const stranger = () => {
  const { post } = client(gateway.url);
  return (path: string, body: object = {}) => post(`/api/v1${path}`, body, ownPage);
};
const login = (account: string) =>
  gateway.api.post('/api/v1/auth/login', { email: `${account}@closeout.test`, password });

describe('A passkey', () => {
  const passkey = softwarePasskey();

  it('is made for this page and named, with its user verified, and is the second step from then on', async () => {
    const { api } = await gateway.signIn('finance');
    const { body: begun } = await api.post('/api/v1/me/passkeys/challenge');
    expect(begun.options).toMatchObject({
      rp: { id: 'localhost', name: 'Closeout' },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      attestation: 'none',
    });
    const added = await add(api, passkey, 'My laptop');
    expect([added.status, added.body.name]).toEqual([201, 'My laptop']);
    expect((await api.get('/api/v1/me/second-factors')).body).toMatchObject({
      passkeysOff: null,
      passkeys: [{ name: 'My laptop', lastUsedAt: null }],
    });
    const refused = await login('finance');
    expect([refused.status, refused.body.code, refused.body.methods]).toEqual([
      401,
      'second-factor-required',
      ['passkey'],
    ]);
    const { challenge, passkey: options } = refused.body;
    expect(options).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
    const complete = (signed: object) =>
      gateway.api.post('/api/v1/auth/login/second-factor', { challenge, passkey: signed });
    expect((await complete(softwarePasskey().get(options))).body.code).toBe('second-factor-wrong');
    expect((await complete(passkey.get(options))).status).toBe(200);
    expect((await api.get('/api/v1/me/second-factors')).body.passkeys[0].lastUsedAt).not.toBeNull();
  });

  it('signs in without a password, in a browser, once for each challenge', async () => {
    const post = stranger();
    const { body: asked } = await post('/auth/passkey');
    expect(asked.options.allowCredentials ?? []).toEqual([]);
    const given = { challenge: asked.challenge, passkey: passkey.get(asked.options) };
    const elsewhere = await client(gateway.url).post('/api/v1/auth/session/passkey', given);
    expect(elsewhere.body.code).toBe('cross-site-request');
    const answers = await Promise.all(
      gateway.replicas.map(({ url }) => client(url).post('/api/v1/auth/session/passkey', given, ownPage)),
    );
    expect(answers.map(({ status, body }) => [status, body.code]).sort()).toEqual([
      [200, undefined],
      [401, 'challenge-over'],
    ]);
    const opened = answers.find(({ status }) => status === 200);
    expect(opened?.body.user.email).toBe('finance@closeout.test');
    expect(opened?.headers.get('set-cookie')).toMatch(/closeout=cos_/);
  });

  it.each([
    ['for another page', { origin: 'http://localhost:9999' }],
    ['for another name', { rpId: 'evil.example' }],
    ['without having its user verified', { verified: false }],
    ['with a counter that went back, as a copy would', { counter: 1 }],
  ])('opens nothing when it signs %s', async (_how, page) => {
    const post = stranger();
    const { body } = await post('/auth/passkey');
    const given = { challenge: body.challenge, passkey: passkey.get(body.options, page) };
    const refused = await post('/auth/session/passkey', given);
    expect([refused.status, refused.body.code]).toEqual([401, 'passkey-unknown']);
    // A challenge is gone with its first use, right or wrong.
    expect((await post('/auth/session/passkey', given)).body.code).toBe('challenge-over');
    passkey.get(body.options, { counter: 100 });
  });

  it('is not taken for another challenge than it signed, nor after five minutes', async () => {
    const post = stranger();
    const [first, second] = [(await post('/auth/passkey')).body, (await post('/auth/passkey')).body];
    const other = { challenge: first.challenge, passkey: passkey.get(second.options) };
    expect((await post('/auth/session/passkey', other)).body.code).toBe('passkey-unknown');
    gateway.clock.advance(5 * 60_000);
    const late = { challenge: second.challenge, passkey: passkey.get(second.options) };
    expect((await post('/auth/session/passkey', late)).body.code).toBe('challenge-over');
  });

  it('is worth nothing for somebody who is inactive', async () => {
    const admin = (await gateway.signIn('admin')).api;
    const id = (await admin.get('/api/v1/users?q=finance@')).body.items[0].id;
    expect((await admin.get(`/api/v1/users/${id}`)).body.secondFactors).toEqual(['passkey']);
    await admin.patch(`/api/v1/users/${id}`, { active: false });
    const post = stranger();
    const { body } = await post('/auth/passkey');
    const given = { challenge: body.challenge, passkey: passkey.get(body.options) };
    expect((await post('/auth/session/passkey', given)).body.code).toBe('passkey-unknown');
  });
});

describe('One’s passkeys', () => {
  it('are ten at most, each once, made for this page and this challenge', async () => {
    const { api } = await gateway.signIn('pm');
    const first = softwarePasskey();
    expect((await add(api, first)).status).toBe(201);
    expect((await add(api, first)).body.code).toBe('passkey-known');
    const { body: begun } = await api.post('/api/v1/me/passkeys/challenge');
    const made = (page: object, challenge = begun.challenge) =>
      api.post('/api/v1/me/passkeys', {
        challenge,
        name: 'Other',
        passkey: softwarePasskey().create(begun.options, page),
      });
    for (const page of [{ origin: 'https://evil.example' }, { rpId: 'evil.example' }, { verified: false }])
      expect((await made(page)).body.code).toBe('passkey-refused');
    expect((await made({}, `coc_${'A'.repeat(43)}`)).body.code).toBe('passkey-refused');
    const other = (await gateway.signIn('sales')).api;
    const { challenge } = (await other.post('/api/v1/me/passkeys/challenge')).body;
    expect((await made({}, challenge)).body.code).toBe('passkey-refused');
    const long = await api.post('/api/v1/me/passkeys', {
      challenge: begun.challenge,
      name: 'x'.repeat(61),
      passkey: softwarePasskey().create(begun.options),
    });
    expect([long.status, long.body.errors[0].pointer]).toEqual([400, '/name']);
    for (let i = 2; i <= 10; i += 1) expect((await add(api, softwarePasskey(), `No ${i}`)).status).toBe(201);
    expect((await api.post('/api/v1/me/passkeys/challenge')).body.code).toBe('passkey-limit');
  });

  it('are removed with a proof, which a passkey can be; other sessions end', async () => {
    const { api } = await gateway.signIn('tech');
    const other = await openBrowser(gateway, 'tech');
    const passkey = softwarePasskey();
    const { body: added } = await add(api, passkey);
    const remove = () => api.delete(`/api/v1/me/passkeys/${added.id}`);
    expect((await remove()).body.code).toBe('fresh-proof-required');
    const { body: asked } = await api.post('/api/v1/me/proof/passkey');
    const proof = { challenge: asked.challenge, passkey: passkey.get(asked.options) };
    expect((await api.post('/api/v1/me/proof', proof)).status).toBe(204);
    expect((await api.post('/api/v1/me/proof', proof)).body.code).toBe('code-wrong');
    expect(
      (await gateway.signIn('sales').then((sales) => sales.api.delete(`/api/v1/me/passkeys/${added.id}`)))
        .status,
    ).toBe(404);
    expect((await remove()).status).toBe(204);
    expect((await remove()).body.code).toBe('passkey-not-found');
    expect((await other.api.get('/api/v1/me')).status).toBe(401);
    expect((await login('tech')).status).toBe(200);
  });
});

it('Without HTTPS there are no passkeys, and the answer says why; authenticator apps work', async () => {
  const plain = await startGateway({ env: { PUBLIC_URL: 'http://closeout.example.com' } });
  try {
    const { api } = await plain.signIn('pm');
    const { body } = await api.get('/api/v1/me/second-factors');
    expect(body.passkeysOff).toContain('HTTPS');
    const refused = await api.post('/api/v1/me/passkeys/challenge');
    expect([refused.status, refused.body.code]).toEqual([409, 'passkeys-off']);
    expect((await plain.api.post('/api/v1/auth/passkey')).body.code).toBe('passkeys-off');
    expect((await api.post('/api/v1/me/authenticator-app')).status).toBe(200);
  } finally {
    await plain.stop();
  }
});
