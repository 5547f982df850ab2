import { z } from 'zod';
import { Id, lineOfText } from '../../../fields.js';
import { defineOperation } from '../../operation.js';
import { exampleMe, Me } from '../sessions.js';
import { Challenge, exampleChallenge } from './challenge.js';
import { ownErrors, ownFactor } from './ownFactor.js';
import {
  exampleAnswer,
  exampleCreated,
  exampleOptions,
  Passkey,
  PasskeyAnswer,
  PasskeyCreated,
  PasskeyOptions,
} from './passkey.js';
import { limits } from '../../../limits.js';

export const PasskeyRequest = z.object({ challenge: Challenge, options: PasskeyOptions });
export const examplePasskeyRequest: z.infer<typeof PasskeyRequest> = {
  challenge: exampleChallenge,
  options: exampleOptions,
};

/** What is said to the browser, before it makes a passkey or signs with one. */
export const passkeyRequested = { method: 'post', status: 200, answer: PasskeyRequest } as const;

export const askForPasskey = defineOperation({
  ...passkeyRequested,
  id: 'askForPasskey',
  record: 'session',
  service: 'gateway',
  path: '/auth/passkey',
  tag: 'Sign-in',
  summary: 'Begin a sign-in with a passkey, without a password',
  description: 'Whose passkey it is, the browser says. `POST /auth/session/passkey` is the sign-in.',
  access: 'public',
  errors: ['passkeys-off', 'local-sign-in-off'],
  examples: [{ summary: 'Anybody', response: examplePasskeyRequest }],
});

export const openSessionByPasskey = defineOperation({
  id: 'openSessionByPasskey',
  record: 'session',
  service: 'gateway',
  method: 'post',
  path: '/auth/session/passkey',
  tag: 'Sign-in',
  summary: 'Sign in with a passkey and a cookie',
  description: 'No second step follows. From the page at the public address only.',
  access: 'public',
  body: z.strictObject({ challenge: Challenge, passkey: PasskeyAnswer }),
  status: 200,
  answer: Me,
  errors: [
    'passkey-unknown',
    'challenge-over',
    'passkeys-off',
    'local-sign-in-off',
    'cross-site-request',
    'request-header-missing',
  ],
  examples: [
    {
      summary: 'A passkey',
      request: { challenge: exampleChallenge, passkey: exampleAnswer },
      response: exampleMe,
    },
  ],
});

export const beginPasskey = defineOperation({
  ...ownFactor,
  ...passkeyRequested,
  id: 'beginPasskey',
  record: 'user',
  path: '/me/passkeys/challenge',
  summary: 'Begin to set up a passkey',
  description: 'What the browser makes of the options is sent to `POST /me/passkeys`.',
  errors: [...ownErrors, 'passkeys-off', 'passkey-limit'],
  examples: [{ summary: 'A new passkey', response: examplePasskeyRequest }],
});

export const addPasskey = defineOperation({
  ...ownFactor,
  id: 'addPasskey',
  record: 'user',
  method: 'post',
  path: '/me/passkeys',
  summary: 'Set up a passkey: for the second step, and to sign in without a password',
  description: 'Ten at most. Other sessions go on.',
  body: z.strictObject({
    challenge: Challenge,
    name: lineOfText(limits.passkey.name),
    passkey: PasskeyCreated,
  }),
  status: 201,
  answer: Passkey,
  errors: [...ownErrors, 'passkeys-off', 'passkey-limit', 'passkey-known', 'passkey-refused'],
  examples: [
    {
      summary: 'A laptop',
      request: { challenge: exampleChallenge, name: 'Laptop', passkey: exampleCreated },
      response: {
        id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b15',
        name: 'Laptop',
        createdAt: '2026-01-31T09:30:00.000Z',
        lastUsedAt: null,
      },
    },
  ],
});

export const removePasskey = defineOperation({
  ...ownFactor,
  id: 'removePasskey',
  record: 'user',
  method: 'delete',
  path: '/me/passkeys/{id}',
  summary: 'Remove one of my passkeys; my other sessions end at once',
  description: 'As the authenticator app is removed.',
  params: z.strictObject({ id: Id }),
  status: 204,
  errors: [...ownErrors, 'passkey-not-found', 'second-factor-needed'],
});
