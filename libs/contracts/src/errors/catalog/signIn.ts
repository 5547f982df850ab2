import type { ErrorDescription } from '../domainError.js';

export const signInErrors = {
  'sign-in-failed': {
    kind: 'unauthenticated',
    title: 'E-mail or password is wrong, or the user is not active',
  },
  'local-sign-in-off': { kind: 'forbidden', title: 'Sign in with the outside provider' },
  'refresh-token-invalid': { kind: 'unauthenticated', title: 'The refresh token is not valid, or no longer' },
  'refresh-token-reused': {
    kind: 'unauthenticated',
    title: 'The refresh token was used before; the session has been ended',
  },
  'too-many-sign-ins': { kind: 'unavailable', title: 'Too many people are signing in at once; try again' },
  'password-wrong': { kind: 'forbidden', title: 'The present password is wrong' },
  'password-guessable': {
    kind: 'invalid',
    title: 'The password is among the first that are tried',
  },
  'password-change-required': {
    kind: 'forbidden',
    title: 'Somebody else chose the password; send one of your own with the sign-in',
  },
  'session-not-found': { kind: 'not-found', title: 'No such session of yours' },
  'no-local-password': { kind: 'conflict', title: 'The user signs in with the outside provider only' },
  'link-not-found': { kind: 'not-found', title: 'There is no such link' },
  'link-used': { kind: 'conflict', title: 'The link was used before; it works once' },
  'link-expired': {
    kind: 'conflict',
    title: 'The link is too old, or a newer one or a new password ended it',
  },
} satisfies Record<string, ErrorDescription>;
