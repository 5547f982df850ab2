import { z } from 'zod';
import { Id, Version } from '../fields.js';
import { defineEvent } from './envelope.js';
import { recordsLostEvent } from './recordsLost.js';

/** A user as other services may know them. No password, no session: those never leave the gateway. */
export const UserState = z.object({
  id: Id,
  version: Version,
  email: z.string(),
  name: z.string(),
  active: z.boolean(),
  /** Keys of the user's roles. */
  roles: z.array(z.string()),
  /** Customers with a higher security level are not visible to the user. */
  clearance: z.int().min(0).max(9),
});
export type UserState = z.infer<typeof UserState>;

export const RoleState = z.object({
  id: Id,
  version: Version,
  key: z.string(),
  name: z.string(),
  description: z.string(),
  permissions: z.array(z.string()),
});
export type RoleState = z.infer<typeof RoleState>;

const user: UserState = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b11',
  version: 1,
  email: 'finance@example.com',
  name: 'Fiona Finance',
  active: true,
  roles: ['finance'],
  clearance: 0,
};
const role: RoleState = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b12',
  version: 1,
  key: 'finance',
  name: 'Finance',
  description: 'Invoices, receipts, financial closure',
  permissions: ['invoices.view', 'invoices.issue', 'receipts.issue'],
};

export const gatewayEvents = {
  userCreated: defineEvent({
    type: 'gateway.user-created.v1',
    summary: 'A user was added',
    schema: UserState,
    example: user,
  }),
  userUpdated: defineEvent({
    type: 'gateway.user-updated.v1',
    summary: 'A user’s name, e-mail, roles, clearance or activity changed',
    schema: UserState,
    example: { ...user, version: 2, active: false },
  }),
  roleCreated: defineEvent({
    type: 'gateway.role-created.v1',
    summary: 'A role was added',
    schema: RoleState,
    example: role,
  }),
  roleUpdated: defineEvent({
    type: 'gateway.role-updated.v1',
    summary: 'A role’s name or permissions changed',
    schema: RoleState,
    example: { ...role, version: 2 },
  }),
  recordsLost: recordsLostEvent('gateway'),
} as const;
