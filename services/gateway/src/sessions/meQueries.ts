import type { Me } from '@closeout/contracts/http/gateway';
import type { Actor } from '@closeout/service-kit/auth';
import type { Prisma } from '../database.js';

/** Roles as they are now; permissions as the caller's token has them, which is what every service goes by. */
export async function whoAmI(prisma: Prisma, actor: Actor): Promise<Me> {
  const { id, name, email, clearance } = actor;
  const isKey = actor.kind === 'api-key';
  const roles = await prisma.role.findMany({
    where: isKey ? { apiKeys: { some: { apiKeyId: id } } } : { users: { some: { userId: id } } },
    select: { key: true, name: true },
    orderBy: { key: 'asc' },
  });
  return {
    kind: isKey ? 'api-key' : 'user',
    user: { id, name, email: email ?? null, clearance },
    roles,
    permissions: [...actor.permissions].sort(),
  };
}
