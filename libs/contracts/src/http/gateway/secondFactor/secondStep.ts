import { z } from 'zod';
import { defineOperation } from '../../operation.js';
import { exampleMe, exampleTokens, Me, Tokens } from '../sessions.js';
import { AuthenticatorSetup, exampleSetup } from './authenticatorApp.js';
import { Challenge, exampleChallenge, factors, oneOf } from './challenge.js';

/** After a sign-in that was refused with a challenge. */
const secondStep = {
  service: 'gateway',
  method: 'post',
  tag: 'Sign-in',
  access: 'public',
  body: z
    .strictObject({ challenge: Challenge, ...factors })
    .refine(oneOf(Object.keys(factors)), 'expected one of code, recoveryCode and passkey'),
  status: 200,
} as const;

const secondStepErrors = [
  'second-factor-wrong',
  'challenge-over',
  'local-sign-in-off',
  'too-many-requests',
] as const;

export const completeLogin = defineOperation({
  ...secondStep,
  id: 'completeLogin',
  record: 'session',
  path: '/auth/login/second-factor',
  summary: 'Sign in: the second step',
  description:
    'After `POST /auth/login` was refused as `second-factor-required`, with its `challenge`. After `second-factor-setup-required` the code confirms the authenticator app that was set up with the challenge. Wrong codes count like wrong passwords.',
  answer: Tokens,
  errors: [...secondStepErrors],
  examples: [
    {
      summary: 'A code of the authenticator app',
      request: { challenge: exampleChallenge, code: '123456' },
      response: exampleTokens,
    },
  ],
});

export const completeSession = defineOperation({
  ...secondStep,
  id: 'completeSession',
  record: 'session',
  path: '/auth/session/second-factor',
  summary: 'Sign in with a cookie: the second step',
  description:
    'As `POST /auth/login/second-factor`, after `POST /auth/session`. From the page at the public address only.',
  answer: Me,
  errors: [...secondStepErrors, 'cross-site-request', 'request-header-missing'],
  examples: [
    {
      summary: 'A recovery code',
      request: { challenge: exampleChallenge, recoveryCode: 'K7PA-3QZX-M2TB-9WHD' },
      response: exampleMe,
    },
  ],
});

export const setUpAppAtSignIn = defineOperation({
  ...secondStep,
  id: 'setUpAppAtSignIn',
  record: 'user',
  path: '/auth/second-factor/authenticator-app',
  summary: 'Set up an authenticator app at the sign-in, where a role asks for one',
  description:
    'After a sign-in was refused as `second-factor-setup-required`, with its `challenge`. It counts once a code confirms it, which also completes the sign-in: `POST /auth/login/second-factor` or `POST /auth/session/second-factor`.',
  body: z.strictObject({ challenge: Challenge }),
  answer: AuthenticatorSetup,
  errors: ['challenge-over', 'local-sign-in-off'],
  examples: [{ summary: 'A new app', request: { challenge: exampleChallenge }, response: exampleSetup }],
});
