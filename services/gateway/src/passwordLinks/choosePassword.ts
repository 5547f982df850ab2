import type { Clock, Tx } from '@closeout/service-kit/db';
import { currentContext } from '@closeout/service-kit/observability';
import { findLink, useLink, type StoredLink } from '../accountEmails/linkStore.js';
import { hashOfLinkToken, requireLiving } from '../accountEmails/passwordLink.js';
import { tellPasswordChanged } from '../accountEmails/writeAccountEmail.js';
import type { GatewayTx } from '../database.js';
import { endSessionsOf } from '../sessions/endSessions.js';
import { requireGoodPassword } from '../sessions/goodPassword.js';
import { forgetDevices } from '../sessions/knownDevices.js';
import { hashPassword, oneOfFew } from '../sessions/passwords.js';
import { endTokensOfUsers } from '../tokens/revocations.js';
import { emitUser, userView, withRoles } from '../users/user.js';

/** @throws DomainError 404 `link-not-found`, 409 `link-used`, `link-expired` */
export async function readLink(query: Tx['query'], clock: Clock, token: string): Promise<StoredLink> {
  const link = await findLink(query, hashOfLinkToken(token));
  // Of somebody who has left, or whom the outside provider signs in by now.
  const shut = link !== null && !link.open && !link.used;
  return requireLiving(shut ? { ...link, endedAt: clock.now() } : link, clock.now());
}

/** Looks at the link and the password before the transaction: the hash takes longer than a connection may be held for. */
export async function checkChoice(
  query: Tx['query'],
  clock: Clock,
  { token, password }: { token: string; password: string },
): Promise<string> {
  const owner = await readLink(query, clock, token);
  await requireGoodPassword(password, owner, { pointer: '/password' });
  return oneOfFew(() => hashPassword(password));
}

/**
 * Sets the password that somebody chose with a link, which is used up by it. Sessions, older tokens and known devices end: whoever
 * forgot a password may have been robbed of it. Nobody is signed in by it, so that whatever else the account asks for is asked.
 */
export async function choosePassword(
  tx: GatewayTx,
  clock: Clock,
  token: string,
  passwordHash: string,
): Promise<{ email: string }> {
  const now = clock.now();
  const hash = hashOfLinkToken(token);
  const { userId: id } = await readLink(tx.query, clock, token);
  await tx.query(`select 1 from app_user where id = $1 for update`, [id]);
  const used = await useLink(tx, hash, now);
  // Used, ended or shut since it was looked at: it says which.
  const { purpose } = used
    ? ((await findLink(tx.query, hash)) as StoredLink)
    : await readLink(tx.query, clock, token);
  const user = await tx.prisma.user.update({
    where: { id, active: true, externalIssuer: null },
    data: {
      passwordHash,
      passwordGiven: false,
      invitedUntil: null,
      version: { increment: 1 },
      updatedAt: now,
    },
    ...withRoles,
  });
  currentContext().actor = { kind: 'user', id, name: user.name };
  await endSessionsOf(tx, id, now, 'password-changed');
  await endTokensOfUsers(tx, [id]);
  await forgetDevices(tx, id, null);
  if (purpose === 'reset') await tellPasswordChanged(tx, userView(user), now);
  emitUser(tx, 'userUpdated', user);
  tx.audit({ action: purpose === 'reset' ? 'resetPassword' : 'acceptInvitation', record: 'user', id });
  return { email: user.email };
}
