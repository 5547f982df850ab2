import { conflict, type createRole as operation, type Role } from '@closeout/contracts';
import { newId, violates, type Input } from '@closeout/service-kit';
import type { GatewayTx } from '../database.js';
import { emitRole, roleView, sortedOnce } from './role.js';

/** @throws DomainError 409 `role-key-taken` */
export async function createRole(tx: GatewayTx, given: Input<typeof operation>['body']): Promise<Role> {
  const { key, name, description } = given;
  const data = { id: newId(), key, name, description, permissions: sortedOnce(given.permissions) };
  const role = await tx.prisma.role.create({ data }).catch((error: unknown) => {
    if (violates(error, 'role_key_key')) throw conflict('role-key-taken', `There is a role ${key} already.`);
    throw error;
  });
  emitRole(tx, 'roleCreated', role);
  tx.audit({
    action: 'createRole',
    kind: 'role',
    id: role.id,
    detail: { key, permissions: role.permissions },
  });
  return roleView(role);
}
