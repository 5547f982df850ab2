import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { createAccessTokenVerifier } from '../src/auth/index.js';
import { newId } from '../src/db/index.js';
import {
  client,
  createTestTokens,
  eventually,
  serviceToken,
  startPeer,
  testSecret,
} from '../src/testing/index.js';
import { startNotes, type Notes } from './startNotes.js';

let notes: Notes;
beforeAll(async () => {
  notes = await startNotes();
});
afterAll(() => notes.stop());

const path = '/api/v1/notes';
const claims = { name: 'Eve', knd: 'user', permissions: ['projects.view'], clearance: 9 };
const read = (token?: string) => client(notes.url, token).get(path);

/** A token whose parts are as they should be, unless the story says otherwise. */
function forge(alg: string, key: Parameters<SignJWT['sign']>[0], header: object = {}): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg, ...header })
    .setSubject('0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b11')
    .setIssuer('closeout')
    .setAudience('closeout')
    .setExpirationTime('1h')
    .sign(key);
}

async function publishedKid(): Promise<string> {
  const set = (await (await fetch(notes.tokens.jwksUrl)).json()) as { keys: { kid: string }[] };
  return set.keys[0]?.kid ?? '';
}

describe('without a good token', () => {
  it('nobody gets in, and learns what is missing', async () => {
    const reply = await read();
    expect([reply.status, reply.body.code, reply.headers.get('www-authenticate')]).toEqual([
      401,
      'unauthenticated',
      'Bearer',
    ]);
  });

  it.each([
    ['expired', () => notes.tokens.token({ permissions: 'all' }, { expiresInS: -5 }), 'token-expired'],
    [
      'of another issuer',
      () => notes.tokens.token({ permissions: 'all' }, { issuer: 'elsewhere' }),
      'token-invalid',
    ],
    [
      'for another audience',
      () => notes.tokens.token({ permissions: 'all' }, { audience: 'elsewhere' }),
      'token-invalid',
    ],
    [
      'without a signature',
      async () =>
        new UnsecuredJWT(claims)
          .setIssuer('closeout')
          .setAudience('closeout')
          .setExpirationTime('1h')
          .encode(),
      'token-invalid',
    ],
    [
      'signed with the shared secret',
      async () => forge('HS256', new TextEncoder().encode(testSecret), { kid: await publishedKid() }),
      'token-invalid',
    ],
    [
      'signed by a key of one’s own under a published id',
      async () => forge('ES256', (await generateKeyPair('ES256')).privateKey, { kid: await publishedKid() }),
      'token-invalid',
    ],
    [
      'that brings its own key',
      async () => {
        const pair = await generateKeyPair('ES256', { extractable: true });
        return forge('ES256', pair.privateKey, {
          jwk: await exportJWK(pair.publicKey),
          jku: 'http://127.0.0.1:1/keys',
        });
      },
      'token-invalid',
    ],
    ['of one service for another', () => serviceToken(), 'token-invalid'],
    [
      'changed by one character',
      async () =>
        (await notes.tokens.token({ permissions: 'all' })).replace(/.(?=[^.]*\.[^.]*$)/, (c) =>
          c === 'A' ? 'B' : 'A',
        ),
      'token-invalid',
    ],
    ['that is no token', async () => 'abc', 'token-invalid'],
  ])('%s: refused', async (_what, make, code) => {
    const reply = await read(await make());
    expect([reply.status, reply.body.code]).toEqual([401, code]);
  });

  it('another scheme is refused too', async () => {
    const reply = await notes.api.as().get(path, { authorization: 'Basic YTpi' });
    expect([reply.status, reply.body.code]).toEqual([401, 'token-invalid']);
  });
});

describe('with a token', () => {
  it('one may do what its permissions say, and is told what is missing', async () => {
    const viewer = client(notes.url, await notes.tokens.token({ permissions: ['projects.view'] }));
    expect((await viewer.get(path)).status).toBe(200);
    const refused = await viewer.post(path, { title: 'Not mine to write' });
    expect([refused.status, refused.body.code, refused.body.permission]).toEqual([
      403,
      'permission-missing',
      'projects.create',
    ]);
    const editor = client(notes.url, await notes.tokens.token({ permissions: ['projects.edit'] }));
    expect((await editor.get(path)).status).toBe(200);
  });

  it('that was good is refused from the moment it expires, though it is remembered', async () => {
    let now = Date.now();
    const verifier = createAccessTokenVerifier({
      jwksUrl: notes.tokens.jwksUrl,
      issuer: 'closeout',
      now: () => now,
    });
    const token = await notes.tokens.token({ permissions: 'all' }, { expiresInS: 60 });
    await verifier.verify(token);
    now += 59_000;
    await expect(verifier.verify(token)).resolves.toMatchObject({ kind: 'user' });
    now += 1_001;
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'token-expired' });
  });

  it('of a session that ended is refused at once, remembered or not', async () => {
    const tokens = await Promise.all(
      [1, 2].map(() => notes.tokens.token({ permissions: 'all', sessionId: 'session-1' })),
    );
    const { accessTokens } = notes.service.kit;
    await accessTokens.verify(tokens[0] as string);
    accessTokens.ended.add([{ subject: 'session-1', below: null }], Date.now());
    for (const token of tokens)
      expect([(await read(token)).status, (await read(token)).body.code]).toEqual([401, 'token-invalid']);
  });
});

describe('a caller whose rights changed', () => {
  it('is refused with the tokens from before, and served with the next one, within a second', async () => {
    const gateway = await startPeer('gateway', null, () => null);
    const here = await startNotes({ env: { GATEWAY_URL: gateway.url } });
    const person = newId();
    const token = (rightsVersion?: number) =>
      here.tokens.token({ id: person, permissions: 'all', rightsVersion });
    const [oldest, old, next] = await Promise.all([token(), token(3), token(4)]);
    const status = async (token: string) => (await client(here.url, token).get(path)).status;
    expect([await status(oldest), await status(old)]).toEqual([200, 200]);

    gateway.endedTokens.push({ subject: person, below: 4 });
    await eventually(
      () => status(old),
      (code) => code === 401,
      { timeoutMs: 2_000 },
    );
    expect((await client(here.url, oldest).get(path)).body.code).toBe('token-expired');
    expect([await status(old), await status(next)]).toEqual([401, 200]);

    // While the gateway is away, what is known stays known.
    gateway.away = true;
    expect([await status(old), await status(next)]).toEqual([401, 200]);
    await here.stop();
    await gateway.close();
  });
});

describe('the issuer’s keys', () => {
  it('may be rotated: the new key is fetched when it is first met, tokens of the withdrawn one are forgotten', async () => {
    let now = Date.now();
    const issuer = await createTestTokens();
    const verifier = createAccessTokenVerifier({
      jwksUrl: issuer.jwksUrl,
      issuer: 'closeout',
      now: () => now,
    });
    const before = await issuer.token({ permissions: 'all' });
    await verifier.verify(before);
    await issuer.rotate();
    now += 10_000;
    await expect(verifier.verify(before)).resolves.toBeDefined();
    await expect(verifier.verify(await issuer.token({ permissions: 'all' }))).resolves.toBeDefined();
    await expect(verifier.verify(before)).rejects.toMatchObject({ code: 'token-invalid' });
    await issuer.close();
  });

  it('stay good while the issuer is away; without any, nobody is refused wrongly but asked to come again', async () => {
    const issuer = await createTestTokens();
    const token = await issuer.token({ permissions: 'all' });
    const options = { jwksUrl: issuer.jwksUrl, issuer: 'closeout' };
    const [knows, knowsNothing] = [createAccessTokenVerifier(options), createAccessTokenVerifier(options)];
    await knows.refreshKeys();
    await issuer.close();
    await expect(knows.verify(token)).resolves.toBeDefined();
    await expect(knowsNothing.verify(token)).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'service-unavailable',
    });
  });
});

describe('the internal API', () => {
  it('is for services only', async () => {
    const asked = async (token?: string) =>
      (await client(notes.url, token).get('/internal/events?after=0')).status;
    expect(await asked(await serviceToken('billing'))).toBe(200);
    expect([
      await asked(),
      await asked(notes.token),
      await asked(await serviceToken('billing', 'another secret that is long enough, really')),
    ]).toEqual([401, 401, 401]);
  });
});
