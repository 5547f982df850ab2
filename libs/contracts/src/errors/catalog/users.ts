import type { ErrorDescription } from '../domainError.js';

export const userErrors = {
  'email-not-set-up': { kind: 'conflict', title: 'No e-mails are sent from here: no mail server is set up' },
  'not-invited': { kind: 'conflict', title: 'The user has a password, or another way to sign in, already' },
  'user-invited': { kind: 'conflict', title: 'The user has not accepted the invitation yet' },
  'email-taken': { kind: 'conflict', title: 'Another user has this e-mail address' },
  'last-administrator': { kind: 'conflict', title: 'Somebody must remain who can manage users' },
  'managed-by-provider': { kind: 'conflict', title: 'The outside provider decides on this' },
  'role-key-taken': { kind: 'conflict', title: 'Another role has this key' },
  'role-protected': { kind: 'conflict', title: 'This role cannot be changed' },
  'expiry-in-the-past': { kind: 'invalid', title: 'A new key must expire in the future' },
  'too-many-streams': {
    kind: 'too-many',
    title: 'The caller has as many event streams open as one may have; close one',
  },
  'event-source-forbidden': {
    kind: 'forbidden',
    title: 'The key is limited to the events of other services',
  },
} satisfies Record<string, ErrorDescription>;
