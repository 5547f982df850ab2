import { z } from 'zod';
import { Instant } from '../../dates.js';
import { Id } from '../../ids.js';
import { defineOperation } from '../../operation.js';
import { lineOfText, secret } from '../text.js';
import {
  exampleAnswer,
  exampleCreated,
  exampleOptions,
  Passkey,
  PasskeyAnswer,
  PasskeyCreated,
  PasskeyOptions,
} from './passkey.js';
import { exampleMe, exampleTokens, Me, Tokens } from './sessions.js';

export const Challenge = z
  .string()
  .regex(/^coc_[A-Za-z0-9_-]{43}$/, 'expected a challenge as it was given')
  .meta({
    description:
      'From the refusal of the sign-in. Good for five minutes (to set a factor up: fifteen), five tries and one sign-in.',
  });

const Code = z
  .string()
  .regex(/^\s*\d{3}\s?\d{3}\s*$/, 'expected six digits')
  .meta({ description: 'Six digits, as the authenticator app shows them. Each works once.' });
const RecoveryCode = z
  .string()
  .regex(/^\s*[A-Za-z0-9]{4}([ -]?[A-Za-z0-9]{4}){3}\s*$/, 'expected a recovery code, four groups of four')
  .meta({ description: 'One of the ten. Each works once.' });

const factors = {
  code: Code.optional(),
  recoveryCode: RecoveryCode.optional(),
  passkey: PasskeyAnswer.optional(),
};
const oneOf =
  (names: readonly string[]) =>
  (body: object): boolean =>
    names.filter((name) => (body as Record<string, unknown>)[name] !== undefined).length === 1;

const SecondStep = z
  .strictObject({ challenge: Challenge, ...factors })
  .refine(oneOf(Object.keys(factors)), 'expected one of code, recoveryCode and passkey');

const challenge = 'coc_3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const secondStepErrors = [
  'second-factor-wrong',
  'challenge-over',
  'local-sign-in-off',
  'too-many-requests',
] as const;

export const completeLogin = defineOperation({
  id: 'completeLogin',
  service: 'gateway',
  method: 'post',
  path: '/auth/login/second-factor',
  tag: 'Sign-in',
  summary: 'Sign in: the second step',
  description:
    'After `POST /auth/login` was refused as `second-factor-required`, with its `challenge`. After `second-factor-setup-required` the code confirms the authenticator app that was set up with the challenge. Wrong codes count like wrong passwords.',
  access: 'public',
  body: SecondStep,
  status: 200,
  answer: Tokens,
  errors: [...secondStepErrors],
  examples: [
    {
      summary: 'A code of the authenticator app',
      request: { challenge, code: '123456' },
      response: exampleTokens,
    },
  ],
});

export const completeSession = defineOperation({
  id: 'completeSession',
  service: 'gateway',
  method: 'post',
  path: '/auth/session/second-factor',
  tag: 'Sign-in',
  summary: 'Sign in with a cookie: the second step',
  description:
    'As `POST /auth/login/second-factor`, after `POST /auth/session`. From the page at the public address only.',
  access: 'public',
  body: SecondStep,
  status: 200,
  answer: Me,
  errors: [...secondStepErrors, 'cross-site-request', 'request-header-missing'],
  examples: [
    {
      summary: 'A recovery code',
      request: { challenge, recoveryCode: 'K7PA-3QZX-M2TB-9WHD' },
      response: exampleMe,
    },
  ],
});

export const AuthenticatorSetup = z.object({
  secret: z.string().meta({ description: 'To be typed into the app, in Base32. Shown this once.' }),
  uri: z.string().meta({ description: 'The same for a QR code (`otpauth://`)' }),
});
export type AuthenticatorSetup = z.infer<typeof AuthenticatorSetup>;

const setup: AuthenticatorSetup = {
  secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  uri: 'otpauth://totp/Closeout:finance%40closeout.test?issuer=Closeout&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30',
};

export const setUpAppAtSignIn = defineOperation({
  id: 'setUpAppAtSignIn',
  service: 'gateway',
  method: 'post',
  path: '/auth/second-factor/authenticator-app',
  tag: 'Sign-in',
  summary: 'Set up an authenticator app at the sign-in, where a role asks for one',
  description:
    'After a sign-in was refused as `second-factor-setup-required`, with its `challenge`. It counts once a code confirms it, which also completes the sign-in: `POST /auth/login/second-factor` or `POST /auth/session/second-factor`.',
  access: 'public',
  body: z.strictObject({ challenge: Challenge }),
  status: 200,
  answer: AuthenticatorSetup,
  errors: ['challenge-over', 'local-sign-in-off'],
  examples: [{ summary: 'A new app', request: { challenge }, response: setup }],
});

export const PasskeyRequest = z.object({ challenge: Challenge, options: PasskeyOptions });
const request: z.infer<typeof PasskeyRequest> = { challenge, options: exampleOptions };

export const askForPasskey = defineOperation({
  id: 'askForPasskey',
  service: 'gateway',
  method: 'post',
  path: '/auth/passkey',
  tag: 'Sign-in',
  summary: 'Begin a sign-in with a passkey, without a password',
  description: 'Whose passkey it is, the browser says. `POST /auth/session/passkey` is the sign-in.',
  access: 'public',
  status: 200,
  answer: PasskeyRequest,
  errors: ['passkeys-off', 'local-sign-in-off'],
  examples: [{ summary: 'Anybody', response: request }],
});

export const openSessionByPasskey = defineOperation({
  id: 'openSessionByPasskey',
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
  examples: [{ summary: 'A passkey', request: { challenge, passkey: exampleAnswer }, response: exampleMe }],
});

export const OwnSecondFactors = z.object({
  required: z.boolean().meta({ description: 'A role asks for a second factor' }),
  authenticatorApp: z.object({ createdAt: Instant, lastUsedAt: Instant.nullable() }).nullable(),
  passkeys: z.array(Passkey),
  passkeysOff: z
    .string()
    .nullable()
    .meta({ description: 'Why there can be none at this public address; null: there can' }),
  recoveryCodes: z
    .object({ left: z.int(), createdAt: Instant })
    .nullable()
    .meta({ description: 'null: none were made' }),
});
export type OwnSecondFactors = z.infer<typeof OwnSecondFactors>;

const own: OwnSecondFactors = {
  required: false,
  authenticatorApp: { createdAt: '2026-01-31T09:30:00.000Z', lastUsedAt: '2026-01-31T11:05:00.000Z' },
  passkeys: [],
  passkeysOff: null,
  recoveryCodes: { left: 9, createdAt: '2026-01-31T09:31:00.000Z' },
};

export const getMySecondFactors = defineOperation({
  id: 'getMySecondFactors',
  service: 'gateway',
  method: 'get',
  path: '/me/second-factors',
  tag: 'Sign-in',
  summary: 'My second factors',
  access: 'signed-in',
  peopleOnly: true,
  status: 200,
  answer: OwnSecondFactors,
  errors: [],
  examples: [{ summary: 'An authenticator app', response: own }],
});

/** Of what changes one's factors. */
const ownErrors = ['managed-by-provider', 'fresh-proof-required'] as const;

const proofs = { password: secret(1000).optional(), ...factors };

export const proveMyself = defineOperation({
  id: 'proveMyself',
  service: 'gateway',
  method: 'post',
  path: '/me/proof',
  tag: 'Sign-in',
  summary: 'Show again that it is me, before I change my second factors, or let somebody in',
  description:
    'By the password or by a factor. It holds for ten minutes, in this session only. Wrong ones count like wrong passwords at the sign-in.',
  access: 'signed-in',
  peopleOnly: true,
  body: z
    .strictObject({
      challenge: Challenge.optional().meta({ description: 'With a passkey: from `POST /me/proof/passkey`' }),
      ...proofs,
    })
    .refine(oneOf(Object.keys(proofs)), 'expected one of password, code, recoveryCode and passkey'),
  status: 204,
  errors: ['password-wrong', 'code-wrong', 'no-local-password', 'managed-by-provider', 'too-many-requests'],
  examples: [{ summary: 'By a code', request: { code: '123456' } }],
});

export const askForProof = defineOperation({
  id: 'askForProof',
  service: 'gateway',
  method: 'post',
  path: '/me/proof/passkey',
  tag: 'Sign-in',
  summary: 'Begin a proof by one of my passkeys',
  access: 'signed-in',
  peopleOnly: true,
  status: 200,
  answer: PasskeyRequest,
  errors: ['managed-by-provider', 'passkeys-off'],
  examples: [{ summary: 'By a passkey', response: request }],
});

export const beginPasskey = defineOperation({
  id: 'beginPasskey',
  service: 'gateway',
  method: 'post',
  path: '/me/passkeys/challenge',
  tag: 'Sign-in',
  summary: 'Begin to set up a passkey',
  description: 'What the browser makes of the options is sent to `POST /me/passkeys`.',
  access: 'signed-in',
  peopleOnly: true,
  status: 200,
  answer: PasskeyRequest,
  errors: [...ownErrors, 'passkeys-off', 'passkey-limit'],
  examples: [{ summary: 'A new passkey', response: request }],
});

export const addPasskey = defineOperation({
  id: 'addPasskey',
  service: 'gateway',
  method: 'post',
  path: '/me/passkeys',
  tag: 'Sign-in',
  summary: 'Set up a passkey: for the second step, and to sign in without a password',
  description: 'Ten at most. Other sessions go on.',
  access: 'signed-in',
  peopleOnly: true,
  body: z.strictObject({ challenge: Challenge, name: lineOfText(60), passkey: PasskeyCreated }),
  status: 201,
  answer: Passkey,
  errors: [...ownErrors, 'passkeys-off', 'passkey-limit', 'passkey-known', 'passkey-refused'],
  examples: [
    {
      summary: 'A laptop',
      request: { challenge, name: 'Laptop', passkey: exampleCreated },
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
  id: 'removePasskey',
  service: 'gateway',
  method: 'delete',
  path: '/me/passkeys/{id}',
  tag: 'Sign-in',
  summary: 'Remove one of my passkeys; my other sessions end at once',
  description: 'As the authenticator app is removed.',
  access: 'signed-in',
  peopleOnly: true,
  params: z.strictObject({ id: Id }),
  status: 204,
  errors: [...ownErrors, 'passkey-not-found', 'second-factor-needed'],
});

export const setUpApp = defineOperation({
  id: 'setUpApp',
  service: 'gateway',
  method: 'post',
  path: '/me/authenticator-app',
  tag: 'Sign-in',
  summary: 'Set up an authenticator app',
  description:
    'It counts once a code confirms it; until then this can be called again, which gives another secret. Needs a proof (`POST /me/proof`) or a sign-in within the last ten minutes.',
  access: 'signed-in',
  peopleOnly: true,
  status: 200,
  answer: AuthenticatorSetup,
  errors: [...ownErrors, 'authenticator-app-exists'],
  examples: [{ summary: 'A new app', response: setup }],
});

export const confirmApp = defineOperation({
  id: 'confirmApp',
  service: 'gateway',
  method: 'post',
  path: '/me/authenticator-app/confirm',
  tag: 'Sign-in',
  summary: 'Confirm the authenticator app with a code: it is asked for from the next sign-in on',
  description: 'Other sessions go on.',
  access: 'signed-in',
  peopleOnly: true,
  body: z.strictObject({ code: Code }),
  status: 204,
  errors: [...ownErrors, 'authenticator-app-not-found', 'code-wrong', 'too-many-requests'],
  examples: [{ summary: 'The first code', request: { code: '123456' } }],
});

export const removeApp = defineOperation({
  id: 'removeApp',
  service: 'gateway',
  method: 'delete',
  path: '/me/authenticator-app',
  tag: 'Sign-in',
  summary: 'Remove my authenticator app; my other sessions end at once',
  description:
    'Needs a proof (`POST /me/proof`) within the last ten minutes. With the last factor the recovery codes go too.',
  access: 'signed-in',
  peopleOnly: true,
  status: 204,
  errors: [...ownErrors, 'authenticator-app-not-found', 'second-factor-needed'],
});

export const makeRecoveryCodes = defineOperation({
  id: 'makeRecoveryCodes',
  service: 'gateway',
  method: 'post',
  path: '/me/recovery-codes',
  tag: 'Sign-in',
  summary: 'Make ten recovery codes, shown this once; those from before stop working',
  description:
    'The first ones need a proof (`POST /me/proof`) or a sign-in within the last ten minutes, later ones a proof.',
  access: 'signed-in',
  peopleOnly: true,
  status: 201,
  answer: z.object({ codes: z.array(z.string()) }),
  errors: [...ownErrors, 'second-factor-missing'],
  examples: [
    { summary: 'Ten, of which two', response: { codes: ['K7PA-3QZX-M2TB-9WHD', '2MXC-8RTN-QW5E-J6VA'] } },
  ],
});

export const removeSecondFactors = defineOperation({
  id: 'removeSecondFactors',
  service: 'gateway',
  method: 'delete',
  path: '/users/{id}/second-factors',
  tag: 'Users',
  summary: 'Take away a user’s second factors, who lost them; their sessions end at once',
  description:
    'The authenticator app, the passkeys and the recovery codes. The password stays. One’s own are removed in one’s account. Needs a proof (`POST /me/proof`) within the last ten minutes.',
  access: { permission: 'users.manage' },
  peopleOnly: true,
  params: z.strictObject({ id: Id }),
  status: 204,
  errors: ['user-not-found', 'own-second-factor', 'fresh-proof-required'],
});

export const secondFactorOperations = {
  completeLogin,
  completeSession,
  setUpAppAtSignIn,
  getMySecondFactors,
  askForPasskey,
  openSessionByPasskey,
  proveMyself,
  askForProof,
  beginPasskey,
  addPasskey,
  removePasskey,
  setUpApp,
  confirmApp,
  removeApp,
  makeRecoveryCodes,
  removeSecondFactors,
} as const;
