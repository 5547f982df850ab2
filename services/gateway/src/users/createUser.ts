import { conflict } from '@closeout/contracts/errors';
import type { Language } from '@closeout/contracts/fields';
import type { User } from '@closeout/contracts/http/gateway';
import { emailKey, newId, violates, type Clock } from '@closeout/service-kit/db';
import { linkLifetimeMs } from '../accountEmails/passwordLink.js';
import { sendLink } from '../accountEmails/writeAccountEmail.js';
import type { GatewayTx } from '../database.js';
import type { Seal } from '../keys/seal.js';
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
  /** Has no password yet, and chooses one with a link. */
  invitation?: Invitation;
  language?: Language;
  /** Made with the demo's published password. */
  demo?: boolean;
  external?: { issuer: string; subject: string };
}

/** How somebody is invited. */
export interface Invitation {
  seal: Seal;
  by: string;
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
    language: given.language,
    invitedUntil: given.invitation && new Date(now.getTime() + linkLifetimeMs.invitation),
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
  if (given.invitation) {
    const { seal, by } = given.invitation;
    await sendLink(
      tx,
      seal,
      { ...data, language: given.language ?? null },
      { purpose: 'invitation', now, invitedBy: by },
    );
  }
  emitUser(tx, 'userCreated', user);
  tx.audit({
    action: 'createUser',
    record: 'user',
    id: user.id,
    detail: { email: user.email, roles: given.roles, ...(given.invitation && { invited: true }) },
  });
  return userView(user);
}

export function emailTaken(email: string) {
  return conflict('email-taken', `There is a user with the e-mail address ${email} already.`);
}
