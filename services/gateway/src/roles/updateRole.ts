import { conflict, notFound, type Role, type updateRole as operation } from '@closeout/contracts';
import { checkVersion, type Input } from '@closeout/service-kit';
import type { GatewayTx } from '../database.js';
import { endTokensOfRole } from '../tokens/revocations.js';
import { lockRightsOf, requireAnAdministrator } from '../users/administrators.js';
import { adminRole, emitRole, roleView, sameSet, sortedOnce } from './role.js';

/**
 * Changes a role. Where its permissions change, the tokens of those who have it end with this commit.
 * @throws DomainError 401 `token-expired`, 404, 409 `role-protected`, `last-administrator`, 412 `stale-version`
 */
export async function updateRole(
  tx: GatewayTx,
  input: Pick<Input<typeof operation>, 'actor' | 'params' | 'body' | 'ifMatch'>,
): Promise<Role> {
  const { id } = input.params;
  await lockRightsOf(tx, input.actor);
  const role = await tx.prisma.role.findUnique({ where: { id } });
  if (!role) throw notFound('role', id);
  checkVersion(input.ifMatch, role.version);
  if (role.key === adminRole)
    throw conflict('role-protected', 'The admin role always holds every permission.');

  const name = input.body.name ?? role.name;
  const description = input.body.description ?? role.description;
  const permissions = sortedOnce(input.body.permissions ?? role.permissions);
  if (name === role.name && description === role.description && sameSet(permissions, role.permissions))
    return roleView(role);

  const data = { name, description, permissions, customized: true, version: { increment: 1 } };
  const changed = await tx.prisma.role.update({ where: { id }, data });
  await requireAnAdministrator(tx);
  if (!sameSet(permissions, role.permissions)) await endTokensOfRole(tx, id);
  emitRole(tx, 'roleUpdated', changed);
  tx.audit({
    action: 'updateRole',
    kind: 'role',
    id,
    detail: { key: role.key, before: role.permissions, after: permissions },
  });
  return roleView(changed);
}
