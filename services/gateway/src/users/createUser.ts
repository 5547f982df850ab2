import { conflict, type User } from '@closeout/contracts';
import { emailKey, newId, violates, type Clock } from '@closeout/service-kit';
import type { GatewayTx } from '../database.js';
import { findRoles } from '../roles/findRoles.js';
import { emitUser, userView, withRoles } from './user.js';

export interface NewUser {
  email: string;
  name: string;
  roles: readonly string[];
  clearance: number;
  /** null: signs in with the outside provider. */
  passwordHash: string | null;
  /** Somebody else chose it: its owner is to choose another one. */
  passwordGiven?: boolean;
  /** Made with the demo's published password. */
  demo?: boolean;
  external?: { issuer: string; subject: string };
}

/** @throws DomainError 409 `email-taken`, 400 `role-unknown` */
export async function createUser(tx: GatewayTx, clock: Clock, given: NewUser): Promise<User> {
  const roleIds = await findRoles(tx, given.roles);
  const now = clock.now();
  const data = {
    id: newId(),
    email: given.email.toLowerCase(),
    emailKey: emailKey(given.email),
    name: given.name,
    clearance: given.clearance,
    passwordHash: given.passwordHash,
    passwordGiven: given.passwordGiven,
    demo: given.demo,
    externalIssuer: given.external?.issuer,
    externalSubject: given.external?.subject,
    createdAt: now,
    updatedAt: now,
    roles: { create: roleIds.map((roleId) => ({ roleId })) },
  };
  const user = await tx.prisma.user.create({ data, ...withRoles }).catch((error: unknown) => {
    if (violates(error, 'app_user_email_key')) throw emailTaken(data.email);
    throw error;
  });
  emitUser(tx, 'userCreated', user);
  tx.audit({
    action: 'createUser',
    kind: 'user',
    id: user.id,
    detail: { email: user.email, roles: given.roles },
  });
  return userView(user);
}

export function emailTaken(email: string) {
  return conflict('email-taken', `There is a user with the e-mail address ${email} already.`);
}
