import { z } from 'zod';
import { emailAddress, Id, Instant, Language, secret } from '../../fields.js';
import { defineOperation } from '../operation.js';
import { NewPassword } from './sessions.js';
import { User, userExample } from './users.js';
import { limits } from '../../limits.js';

const about = { service: 'gateway', tag: 'Passwords by e-mail' } as const;
const linkErrors = ['link-not-found', 'link-used', 'link-expired', 'local-sign-in-off'] as const;
const Token = secret(200).meta({
  description: 'What stands behind the `#` of the link. It belongs into bodies only, never into an address.',
});

export const getSignInOptions = defineOperation({
  ...about,
  id: 'getSignInOptions',
  method: 'get',
  path: '/auth/options',
  summary: 'How one can sign in here',
  access: 'public',
  status: 200,
  answer: z.object({
    password: z
      .boolean()
      .meta({ description: 'false: only the outside provider signs people in, and has their passwords' }),
    email: z.boolean().meta({
      description:
        'Whether e-mails are sent: without them there are no invitations, and no links for a new password',
    }),
  }),
  errors: [],
  examples: [{ summary: 'With both', response: { password: true, email: true } }],
});

export const requestPasswordLink = defineOperation({
  ...about,
  id: 'requestPasswordLink',
  record: 'user',
  method: 'post',
  path: '/auth/password-links',
  summary: 'Have a link sent with which to choose a new password',
  description:
    'Answered alike, after the same time, whether anybody has the address. The link works once, for an hour, and ends those before it; ' +
    'whoever was invited gets their invitation again. Counted by address and by network.',
  access: 'public',
  body: z.strictObject({
    email: emailAddress(limits.user.email),
    language: Language.optional().meta({
      description: 'Of the e-mail, where nothing is known of what its reader prefers',
    }),
  }),
  status: 202,
  answer: z.object({
    validHours: z
      .int()
      .meta({ description: 'For how long a link works that is sent for a password forgotten' }),
  }),
  errors: ['email-not-set-up', 'local-sign-in-off', 'too-many-requests'],
  examples: [
    {
      summary: 'A forgotten password',
      request: { email: 'pm@example.com', language: 'en' },
      response: { validHours: 1 },
    },
  ],
});

export const PasswordLink = z.object({
  purpose: z.enum(['invitation', 'reset']),
  email: z.string(),
  name: z.string(),
  expiresAt: Instant,
});
export type PasswordLink = z.infer<typeof PasswordLink>;

export const readPasswordLink = defineOperation({
  ...about,
  id: 'readPasswordLink',
  record: 'user',
  method: 'post',
  path: '/auth/password-links/read',
  summary: 'Whose password a link is for, and until when',
  access: 'public',
  body: z.strictObject({ token: Token }),
  status: 200,
  answer: PasswordLink,
  errors: [...linkErrors],
  examples: [
    {
      summary: 'An invitation',
      request: { token: 'cop_Zb0…' },
      response: {
        purpose: 'invitation',
        email: 'pm@example.com',
        name: 'Petra Manager',
        expiresAt: '2026-02-07T09:30:00.000Z',
      },
    },
  ],
});

export const usePasswordLink = defineOperation({
  ...about,
  id: 'usePasswordLink',
  record: 'user',
  method: 'post',
  path: '/auth/password-links/use',
  summary: 'Choose the password with a link, which works once',
  description:
    'Signs nobody in: that is done the usual way, with the new password and whatever else the account asks for. All sessions and older ' +
    'tokens of the user end.',
  access: 'public',
  body: z.strictObject({ token: Token, password: NewPassword }),
  status: 200,
  answer: z.object({ email: z.string().meta({ description: 'To sign in with' }) }),
  errors: [...linkErrors, 'password-guessable'],
  examples: [
    {
      summary: 'Choose a password',
      request: { token: 'cop_Zb0…', password: 'correct horse battery' },
      response: { email: 'pm@example.com' },
    },
  ],
});

const ofUser = {
  ...about,
  method: 'post',
  access: { permission: 'users.manage' },
  params: z.strictObject({ id: Id }),
  status: 200,
  answer: User,
} as const;

export const sendInvitation = defineOperation({
  ...ofUser,
  id: 'sendInvitation',
  record: 'user',
  path: '/users/{id}/invite',
  summary: 'Send an invitation again; the link before it ends',
  errors: ['user-not-found', 'user-inactive', 'not-invited', 'email-not-set-up', 'local-sign-in-off'],
  examples: [
    {
      summary: 'For another 7 days',
      response: { ...userExample, invitedUntil: '2026-02-07T09:30:00.000Z' },
    },
  ],
});

export const withdrawInvitation = defineOperation({
  ...ofUser,
  id: 'withdrawInvitation',
  record: 'user',
  path: '/users/{id}/withdraw-invitation',
  summary: 'Withdraw an invitation: the link ends, and the user is inactive',
  errors: ['user-not-found', 'not-invited'],
});

export const sendPasswordLink = defineOperation({
  ...ofUser,
  id: 'sendPasswordLink',
  record: 'user',
  path: '/users/{id}/send-password-link',
  summary: 'Send a user a link with which to choose a new password; the one until now goes on until then',
  errors: [
    'user-not-found',
    'user-inactive',
    'user-invited',
    'managed-by-provider',
    'email-not-set-up',
    'local-sign-in-off',
  ],
});

export const passwordLinkOperations = {
  getSignInOptions,
  requestPasswordLink,
  readPasswordLink,
  usePasswordLink,
  sendInvitation,
  withdrawInvitation,
  sendPasswordLink,
} as const;
