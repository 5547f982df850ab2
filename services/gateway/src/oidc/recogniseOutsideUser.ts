import { emailKey, type Clock } from '@closeout/service-kit/db';
import { DomainError } from '@closeout/contracts/errors';
import { endLinksOf } from '../accountEmails/linkStore.js';
import type { GatewayTx } from '../database.js';
import { sameSet } from '../roles/role.js';
import { endTokensOfUsers } from '../tokens/revocations.js';
import { createUser } from '../users/createUser.js';
import { emitUser, roleKeys, withRoles } from '../users/user.js';
import type { OutsideUser } from './outsideClaims.js';

/**
 * The user that a token of the outside provider stands for: made on first sight, linked to a known user whose
 * e-mail address the provider vouches for, and kept in step with the provider's name and roles.
 * @returns the user's id
 * @throws DomainError 403 `external-email-taken`
 */
export async function recogniseOutsideUser(
  tx: GatewayTx,
  clock: Clock,
  outside: OutsideUser,
): Promise<string> {
  const { issuer, subject } = outside;
  await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [
    `gateway.outside ${issuer} ${subject}`,
  ]);
  const roles = await knownRoles(tx, outside.roles);
  const where = { externalIssuer_externalSubject: { externalIssuer: issuer, externalSubject: subject } };
  const known = (await tx.prisma.user.findUnique({ where, ...withRoles })) ?? (await userToLink(tx, outside));
  if (!known) {
    const created = await createUser(tx, clock, {
      ...outside,
      roles: [...roles.keys()],
      clearance: 0,
      passwordHash: null,
      external: { issuer, subject },
    });
    return created.id;
  }

  const inStep =
    known.externalIssuer !== null &&
    known.name === outside.name &&
    sameSet(roleKeys(known), [...roles.keys()]);
  if (inStep) return known.id;
  const now = clock.now();
  const data = {
    name: outside.name,
    // Whoever was invited has come, by another door.
    invitedUntil: null,
    externalIssuer: issuer,
    externalSubject: subject,
    roles: { deleteMany: {}, create: [...roles.values()].map((roleId) => ({ roleId })) },
    version: { increment: 1 },
    updatedAt: now,
  };
  const changed = await tx.prisma.user.update({ where: { id: known.id }, data, ...withRoles });
  await endLinksOf(tx, known.id, now);
  await endTokensOfUsers(tx, [known.id]);
  emitUser(tx, 'userUpdated', changed);
  tx.audit({
    action: 'followProvider',
    record: 'user',
    id: known.id,
    detail: { issuer, roles: [...roles.keys()] },
  });
  return known.id;
}

/** The roles that exist here, key → id. Others that the provider names mean nothing to us. */
async function knownRoles(tx: GatewayTx, keys: readonly string[]): Promise<Map<string, string>> {
  const roles = await tx.prisma.role.findMany({
    where: { key: { in: [...keys] } },
    select: { id: true, key: true },
  });
  return new Map(roles.map((role) => [role.key, role.id]));
}

async function userToLink(tx: GatewayTx, outside: OutsideUser) {
  const user = await tx.prisma.user.findUnique({
    where: { emailKey: emailKey(outside.email) },
    ...withRoles,
  });
  if (!user) return null;
  if (outside.emailVerified && user.externalIssuer === null) return user;
  throw new DomainError('forbidden', 'external-email-taken', {
    detail: `The e-mail address ${outside.email} belongs to another user here, and the provider does not vouch for it.`,
  });
}
