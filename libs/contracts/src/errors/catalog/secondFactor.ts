import type { ErrorDescription } from '../domainError.js';

export const secondFactorErrors = {
  'second-factor-required': {
    kind: 'unauthenticated',
    title: 'The password is right; `challenge` is for the second step, `methods` say by what',
  },
  'second-factor-setup-required': {
    kind: 'forbidden',
    title: 'A role asks for a second factor; `challenge` lets its owner set one up',
  },
  'second-factor-wrong': {
    kind: 'unauthenticated',
    title: 'The code is wrong, or was used before',
  },
  'challenge-over': {
    kind: 'unauthenticated',
    title: 'The second step took too long or too many tries; begin the sign-in anew',
  },
  'fresh-proof-required': {
    kind: 'forbidden',
    title: 'Show by the password or a factor that it is you (`POST /me/proof`)',
  },
  'code-wrong': { kind: 'forbidden', title: 'The code is wrong, or was used before' },
  'second-factor-missing': { kind: 'conflict', title: 'Recovery codes need a second factor' },
  'second-factor-needed': {
    kind: 'conflict',
    title: 'A role asks for a second factor: set up another one first',
  },
  'authenticator-app-exists': { kind: 'conflict', title: 'Remove the present authenticator app first' },
  'passkey-unknown': { kind: 'unauthenticated', title: 'The passkey is not known here, or no longer' },
  'passkey-refused': { kind: 'invalid', title: 'The passkey was not made for this page and this challenge' },
  'passkey-known': { kind: 'conflict', title: 'The passkey is set up already' },
  'passkey-limit': { kind: 'conflict', title: 'A user has at most ten passkeys' },
  'passkeys-off': { kind: 'conflict', title: 'The public address allows no passkeys' },
  'own-second-factor': { kind: 'conflict', title: 'Remove your own second factors in your account' },
} satisfies Record<string, ErrorDescription>;
