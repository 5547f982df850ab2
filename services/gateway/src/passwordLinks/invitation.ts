import { conflict, notFound } from '@closeout/contracts/errors';
import type { User } from '@closeout/contracts/http/gateway';
import type { Actor } from '@closeout/service-kit/auth';
import type { Clock } from '@closeout/service-kit/db';
import { endLinksOf } from '../accountEmails/linkStore.js';
import { sendLink } from '../accountEmails/writeAccountEmail.js';
import type { GatewayTx } from '../database.js';
import type { Seal } from '../keys/seal.js';
import { lockRightsOf } from '../users/administrators.js';
import { emitUser, languageOf, userView, withRoles, type UserRow } from '../users/user.js';
import { lockForLink, requireActive } from './lockForLink.js';

/** What is done for one user, by somebody who manages users. */
export interface Doing {
  actor: Actor;
  id: string;
}

/**
 * Sends an invitation again, for as long as the first one; that one's link ends.
 * @throws DomainError 401 `token-expired`, 404, 409 `user-inactive`, `not-invited`
 */
export async function inviteAgain(
  tx: GatewayTx,
  { seal, clock }: { seal: Seal; clock: Clock },
  { actor, id }: Doing,
): Promise<User> {
  await lockRightsOf(tx, actor);
  const user = await requireInvited(tx, id);
  requireActive(user);
  return sendInvitationTo(tx, seal, user, { now: clock.now(), invitedBy: actor.name });
}

export async function sendInvitationTo(
  tx: GatewayTx,
  seal: Seal,
  user: UserRow,
  { now, invitedBy }: { now: Date; invitedBy: string | null },
): Promise<User> {
  const to = { ...user, language: languageOf(user) };
  const invitedUntil = await sendLink(tx, seal, to, { purpose: 'invitation', now, invitedBy });
  tx.audit({ action: 'sendInvitation', record: 'user', id: user.id });
  return change(tx, user.id, { invitedUntil, updatedAt: now });
}

/**
 * Ends the link and deactivates the user, of whom records may tell already.
 * @throws DomainError 401 `token-expired`, 404, 409 `not-invited`
 */
export async function withdrawInvitation(tx: GatewayTx, clock: Clock, { actor, id }: Doing): Promise<User> {
  await lockRightsOf(tx, actor);
  await requireInvited(tx, id);
  const now = clock.now();
  await endLinksOf(tx, id, now);
  tx.audit({ action: 'withdrawInvitation', record: 'user', id });
  return change(tx, id, { active: false, invitedUntil: now, updatedAt: now });
}

async function requireInvited(tx: GatewayTx, id: string): Promise<UserRow> {
  const user = await lockForLink(tx, id);
  if (!user) throw notFound('user', id);
  if (user.invitedUntil === null) throw conflict('not-invited', `${user.name} has a way to sign in already.`);
  return user;
}

async function change(
  tx: GatewayTx,
  id: string,
  data: { active?: boolean; invitedUntil: Date; updatedAt: Date },
): Promise<User> {
  const user = await tx.prisma.user.update({
    where: { id },
    data: { ...data, version: { increment: 1 } },
    ...withRoles,
  });
  emitUser(tx, 'userUpdated', user);
  return userView(user);
}
