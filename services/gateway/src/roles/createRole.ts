import { conflict } from '@closeout/contracts/errors';
import type { createRole as operation, Role } from '@closeout/contracts/http/gateway';
import type { Actor } from '@closeout/service-kit/auth';
import { newId, violates } from '@closeout/service-kit/db';
import type { Input } from '@closeout/service-kit/http';
import type { GatewayTx } from '../database.js';
import { lockRightsOf } from '../users/administrators.js';
import { emitRole, roleView, sortedOnce } from './role.js';

/** @throws DomainError 401 `token-expired`, 409 `role-key-taken` */
export async function createRole(
  tx: GatewayTx,
  actor: Actor,
  given: Input<typeof operation>['body'],
): Promise<Role> {
  await lockRightsOf(tx, actor);
  const { key, name, description, requiresSecondFactor } = given;
  const permissions = sortedOnce(given.permissions);
  const data = { id: newId(), key, name, description, permissions, requiresSecondFactor };
  const role = await tx.prisma.role.create({ data }).catch((error: unknown) => {
    if (violates(error, 'role_key_key')) throw conflict('role-key-taken', `There is a role ${key} already.`);
    throw error;
  });
  emitRole(tx, 'roleCreated', role);
  tx.audit({
    action: 'createRole',
    record: 'role',
    id: role.id,
    detail: { key, permissions, requiresSecondFactor },
  });
  return roleView(role);
}
