import { invalid } from '@closeout/contracts/errors';
import type { GatewayTx } from '../database.js';

/** The ids of roles, by their keys. @throws DomainError 400 `role-unknown` that points at the first unknown one */
export async function findRoles(tx: GatewayTx, keys: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(keys)];
  const roles = await tx.prisma.role.findMany({
    where: { key: { in: wanted } },
    select: { id: true, key: true },
  });
  const found = new Map(roles.map((role) => [role.key, role.id]));
  const unknown = wanted.find((key) => !found.has(key));
  if (unknown !== undefined) {
    const detail = `There is no role “${unknown}”.`;
    throw invalid('role-unknown', detail, [
      { pointer: `/roles/${keys.indexOf(unknown)}`, code: 'role-unknown', detail },
    ]);
  }
  return [...found.values()];
}
