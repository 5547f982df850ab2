import { builtInRoles } from '@closeout/contracts/permissions';
import { newId } from '@closeout/service-kit/db';
import type { GatewayTx } from '../database.js';
import { lockAdministrators } from '../users/administrators.js';
import { endTokensOfRole } from '../tokens/revocations.js';
import { adminRole, emitRole, sameSet, sortedOnce, type RoleRow } from './role.js';
import { upgradeRoles } from './upgradeRoles.js';

/**
 * Brings the roles of this release into the database, at every start: new ones are added, changed ones follow
 * the release unless an administrator has changed them, and admin always holds everything.
 */
export async function seedRoles(tx: GatewayTx): Promise<void> {
  await lockAdministrators(tx); // replicas start together: one after the other
  await upgradeRoles(tx);
  const known = new Map((await tx.prisma.role.findMany()).map((role) => [role.key, role]));
  for (const [key, { name, description, permissions }] of Object.entries(builtInRoles)) {
    const wanted = { name, description, permissions: sortedOnce(permissions) };
    const role = known.get(key);
    if (!role) {
      const created = await tx.prisma.role.create({ data: { id: newId(), key, builtIn: true, ...wanted } });
      emitRole(tx, 'roleCreated', created);
    } else if (follows(role) && differs(role, wanted)) {
      const data = { ...wanted, builtIn: true, version: { increment: 1 } };
      emitRole(tx, 'roleUpdated', await tx.prisma.role.update({ where: { key }, data }));
      if (role.permissions.some((permission) => !wanted.permissions.includes(permission)))
        await endTokensOfRole(tx, role.id);
    }
  }
}

function follows(role: RoleRow): boolean {
  return role.key === adminRole || !role.customized;
}

function differs(role: RoleRow, wanted: Pick<RoleRow, 'name' | 'description' | 'permissions'>): boolean {
  return (
    role.name !== wanted.name ||
    role.description !== wanted.description ||
    !sameSet(role.permissions, wanted.permissions)
  );
}
