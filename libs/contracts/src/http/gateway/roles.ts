import { z } from 'zod';
import { Id, lineOfText, prose, Version } from '../../fields.js';
import { defineOperation } from '../operation.js';
import { permissions } from '../../permissions.js';
import { limits } from '../../limits.js';

const Permissions = z.array(z.enum(permissions)).max(permissions.length);
const Name = lineOfText(limits.role.name);
const Description = prose(limits.role.description);

const RequiresSecondFactor = z.boolean().meta({
  description:
    'Who has the role and signs in with a password here needs a second factor, and can do nothing before one is set up',
});

export const Role = z.object({
  id: Id,
  version: Version,
  key: z.string(),
  name: z.string(),
  description: z.string(),
  permissions: z.array(z.string()),
  builtIn: z.boolean().meta({ description: 'Comes with the product' }),
  requiresSecondFactor: RequiresSecondFactor,
});
export type Role = z.infer<typeof Role>;

const role: Role = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b12',
  version: 1,
  key: 'auditor',
  name: 'Auditor',
  description: 'Reads billing documents and the journal',
  permissions: ['invoices.view', 'receipts.view', 'journal.view'],
  builtIn: false,
  requiresSecondFactor: false,
};

export const listPermissions = defineOperation({
  id: 'listPermissions',
  service: 'gateway',
  method: 'get',
  path: '/permissions',
  tag: 'Roles',
  summary: 'The permission catalog',
  access: 'signed-in',
  status: 200,
  answer: z.object({ items: z.array(z.object({ key: z.string(), description: z.string() })) }),
  errors: [],
  examples: [
    {
      summary: 'One of them',
      response: { items: [{ key: 'projects.view', description: 'View all projects' }] },
    },
  ],
});

export const listRoles = defineOperation({
  id: 'listRoles',
  service: 'gateway',
  method: 'get',
  path: '/roles',
  tag: 'Roles',
  summary: 'All roles, by key',
  access: { permission: 'users.manage' },
  status: 200,
  answer: z.object({ items: z.array(Role) }),
  errors: [],
  examples: [{ summary: 'One of them', response: { items: [role] } }],
});

export const createRole = defineOperation({
  id: 'createRole',
  record: 'role',
  service: 'gateway',
  method: 'post',
  path: '/roles',
  tag: 'Roles',
  summary: 'Add a role',
  access: { permission: 'users.manage' },
  body: z.strictObject({
    key: z.string().regex(/^[a-z][a-z0-9_]{1,59}$/, 'expected lower-case letters, digits and underscores'),
    name: Name,
    description: Description.default(''),
    permissions: Permissions,
    requiresSecondFactor: RequiresSecondFactor.default(false),
  }),
  status: 201,
  answer: Role,
  errors: ['role-key-taken'],
  examples: [
    {
      summary: 'A role for auditors',
      request: {
        key: 'auditor',
        name: 'Auditor',
        description: 'Reads billing documents and the journal',
        permissions: ['invoices.view', 'receipts.view', 'journal.view'],
      },
      response: role,
    },
  ],
});

export const getRole = defineOperation({
  id: 'getRole',
  service: 'gateway',
  method: 'get',
  path: '/roles/{id}',
  tag: 'Roles',
  summary: 'A role',
  access: { permission: 'users.manage' },
  params: z.strictObject({ id: Id }),
  status: 200,
  answer: Role,
  errors: ['role-not-found'],
});

export const updateRole = defineOperation({
  id: 'updateRole',
  record: 'role',
  service: 'gateway',
  method: 'patch',
  path: '/roles/{id}',
  tag: 'Roles',
  summary: 'Change a role',
  description:
    'Changed permissions count at once: the access tokens of those who have the role end, and a refresh goes on with the new ones. The admin role always holds every permission, and only `requiresSecondFactor` of it can be changed; the other roles that come with the product can. Further permissions, and a second factor that is asked for no longer, need a sign-in or a proof (`POST /me/proof`) within the last ten minutes.',
  access: { permission: 'users.manage' },
  params: z.strictObject({ id: Id }),
  body: z.strictObject({
    name: Name.optional(),
    description: Description.optional(),
    permissions: Permissions.optional(),
    requiresSecondFactor: RequiresSecondFactor.optional(),
  }),
  status: 200,
  answer: Role,
  errors: ['role-not-found', 'role-protected', 'last-administrator', 'fresh-proof-required', 'stale-version'],
  examples: [{ summary: 'Fewer permissions', request: { permissions: ['journal.view'] } }],
});

export const roleOperations = { listPermissions, listRoles, createRole, getRole, updateRole } as const;
