import { z } from 'zod';
import { emailAddress, Id, Instant, Language, lineOfText, page, PageQuery, Version } from '../../fields.js';
import { defineOperation } from '../operation.js';
import { freshProof } from './freshProof.js';
import { NewPassword } from './sessions.js';
import { limits } from '../../limits.js';

const Email = emailAddress(limits.user.email).meta({ examples: ['pm@example.com'] });
const Name = lineOfText(limits.user.name);
const Roles = z.array(lineOfText(60)).max(50).meta({ description: 'Keys of roles' });
const Clearance = z
  .int()
  .min(0)
  .max(limits.securityLevel)
  .meta({ description: 'Customers with a higher security level are not visible to the user' });

export const User = z.object({
  id: Id,
  version: Version,
  email: z.string(),
  name: z.string(),
  active: z.boolean().meta({ description: 'Nobody is deleted; who has left is inactive and cannot sign in' }),
  roles: z.array(z.string()),
  clearance: z.int(),
  external: z
    .boolean()
    .meta({ description: 'Signs in with an outside provider, which also decides on the roles' }),
  secondFactors: z
    .array(z.enum(['authenticator-app', 'passkey']))
    .meta({ description: 'What is asked for after the password' }),
  secondFactorRequired: z.boolean().meta({
    description: 'A role asks for a second factor: without one the user can do nothing but set one up',
  }),
  invitedUntil: Instant.nullable().meta({
    description:
      'Invited and without a password yet: until then the link of the last invitation works. null: not invited, or not any more',
  }),
  language: Language.nullable().meta({
    description: 'Of e-mails about the account; null: nobody said, and the installation’s own is taken',
  }),
  createdAt: Instant,
  updatedAt: Instant,
});
export type User = z.infer<typeof User>;

/** For the examples of operations on users. */
export const userExample: User = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b11',
  version: 1,
  email: 'pm@example.com',
  name: 'Petra Manager',
  active: true,
  roles: ['project_manager'],
  clearance: 0,
  external: false,
  secondFactors: [],
  secondFactorRequired: false,
  invitedUntil: null,
  language: null,
  createdAt: '2026-01-31T09:30:00.000Z',
  updatedAt: '2026-01-31T09:30:00.000Z',
};

export const listUsers = defineOperation({
  id: 'listUsers',
  service: 'gateway',
  method: 'get',
  path: '/users',
  tag: 'Users',
  summary: 'Users, by name',
  access: { permission: 'users.manage' },
  query: PageQuery.extend({
    active: z.enum(['true', 'false']).optional(),
    role: z.string().max(60).optional().meta({ description: 'Only those who have this role' }),
  }),
  status: 200,
  answer: page(User),
  errors: ['bad-cursor'],
  examples: [{ summary: 'One page', response: { items: [userExample], nextCursor: null } }],
});

export const createUser = defineOperation({
  id: 'createUser',
  record: 'user',
  service: 'gateway',
  method: 'post',
  path: '/users',
  tag: 'Users',
  summary: 'Add a user',
  description:
    'Without a password the user is invited by e-mail: a link that works once, for 7 days, lets them choose one. A password that is given ' +
    `opens nothing but the choice of one of their own, at the first sign-in. ${freshProof}`,
  access: { permission: 'users.manage' },
  body: z.strictObject({
    email: Email,
    name: Name,
    password: NewPassword.optional(),
    language: Language.optional().meta({
      description: 'Of the invitation, and of later e-mails about the account',
    }),
    roles: Roles.default([]),
    clearance: Clearance.default(0),
  }),
  status: 201,
  answer: User,
  errors: [
    'email-taken',
    'role-unknown',
    'password-guessable',
    'email-not-set-up',
    'local-sign-in-off',
    'fresh-proof-required',
  ],
  examples: [
    {
      summary: 'A project manager, invited by e-mail',
      request: {
        email: 'pm@example.com',
        name: 'Petra Manager',
        roles: ['project_manager'],
        language: 'en',
      },
      response: { ...userExample, invitedUntil: '2026-02-07T09:30:00.000Z', language: 'en' },
    },
    {
      summary: 'With a password to hand over',
      request: {
        email: 'pm@example.com',
        name: 'Petra Manager',
        password: 'correct horse',
        roles: ['project_manager'],
      },
      response: userExample,
    },
  ],
});

export const getUser = defineOperation({
  id: 'getUser',
  service: 'gateway',
  method: 'get',
  path: '/users/{id}',
  tag: 'Users',
  summary: 'A user',
  access: { permission: 'users.manage' },
  params: z.strictObject({ id: Id }),
  status: 200,
  answer: User,
  errors: ['user-not-found'],
});

export const updateUser = defineOperation({
  id: 'updateUser',
  record: 'user',
  service: 'gateway',
  method: 'patch',
  path: '/users/{id}',
  tag: 'Users',
  summary: 'Change a user',
  description:
    'The user’s access tokens end at once: a refresh, or the next call with a cookie, goes on with the rights as they are now. `active: false` and a new password end the sessions too; such a password is replaced at the next sign-in. Another address or password, further roles and `active: true` need a sign-in or a proof (`POST /me/proof`) within the last ten minutes.',
  access: { permission: 'users.manage' },
  params: z.strictObject({ id: Id }),
  body: z.strictObject({
    email: Email.optional(),
    name: Name.optional(),
    password: NewPassword.optional(),
    roles: Roles.optional(),
    clearance: Clearance.optional(),
    active: z.boolean().optional(),
    language: Language.optional(),
  }),
  status: 200,
  answer: User,
  errors: [
    'user-not-found',
    'email-taken',
    'role-unknown',
    'password-guessable',
    'last-administrator',
    'fresh-proof-required',
    'managed-by-provider',
    'stale-version',
  ],
  examples: [
    {
      summary: 'Has left',
      request: { active: false },
      response: { ...userExample, version: 2, active: false },
    },
  ],
});

export const userOperations = { listUsers, createUser, getUser, updateUser } as const;
