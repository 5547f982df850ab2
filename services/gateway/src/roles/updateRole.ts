import { conflict, notFound } from '@closeout/contracts/errors';
import type { Role, updateRole as operation } from '@closeout/contracts/http/gateway';
import type { Clock } from '@closeout/service-kit/db';
import { checkVersion, type Input } from '@closeout/service-kit/http';
import type { GatewayTx } from '../database.js';
import { requireFreshProofOf } from '../sessions/requireFreshProof.js';
import { endTokensOfRole } from '../tokens/revocations.js';
import { lockRightsOf, requireAnAdministrator } from '../users/administrators.js';
import { adminRole, emitRole, roleView, sameSet, sortedOnce } from './role.js';

/**
 * Changes a role. Where its permissions change, or it begins to ask for a second factor, the tokens of those who have it end with
 * this commit: who lacks one then goes no further.
 * @throws DomainError 401 `token-expired`, 403 `fresh-proof-required`, 404, 409 `role-protected`, `last-administrator`, 412 `stale-version`
 */
export async function updateRole(
  tx: GatewayTx,
  clock: Clock,
  input: Pick<Input<typeof operation>, 'actor' | 'params' | 'body' | 'ifMatch'>,
): Promise<Role> {
  const { id } = input.params;
  await lockRightsOf(tx, input.actor);
  const role = await tx.prisma.role.findUnique({ where: { id } });
  if (!role) throw notFound('role', id);
  checkVersion(input.ifMatch, role.version);

  const { requiresSecondFactor = role.requiresSecondFactor, ...given } = input.body;
  if (role.key === adminRole && Object.keys(given).length > 0)
    throw conflict('role-protected', 'The admin role always holds every permission.', {
      changeable: ['requiresSecondFactor'],
    });
  const name = given.name ?? role.name;
  const description = given.description ?? role.description;
  const permissions = sortedOnce(given.permissions ?? role.permissions);
  const samePermissions = sameSet(permissions, role.permissions);
  const sameRole = name === role.name && description === role.description && samePermissions;
  if (sameRole && requiresSecondFactor === role.requiresSecondFactor) return roleView(role);

  const more = permissions.some((permission) => !role.permissions.includes(permission));
  if (more || (role.requiresSecondFactor && !requiresSecondFactor))
    await requireFreshProofOf(tx, input.actor, clock.now(), 'sign-in');

  const changes = sameRole ? {} : { name, description, permissions, customized: true };
  const data = { ...changes, requiresSecondFactor, version: { increment: 1 } };
  const changed = await tx.prisma.role.update({ where: { id }, data });
  await requireAnAdministrator(tx);
  if (!samePermissions || (requiresSecondFactor && !role.requiresSecondFactor)) await endTokensOfRole(tx, id);
  emitRole(tx, 'roleUpdated', changed);
  tx.audit({
    action: 'updateRole',
    record: 'role',
    id,
    detail: { key: role.key, before: role.permissions, after: permissions, requiresSecondFactor },
  });
  return roleView(changed);
}
