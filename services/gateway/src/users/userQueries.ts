import type { listUsers as operation, User } from '@closeout/contracts/http/gateway';
import { keysetCursor, type Input } from '@closeout/service-kit/http';
import { z } from 'zod';
import type { Prisma } from '../database.js';
import { userView, withRoles } from './user.js';
import { matching } from '../searchText.js';

const Cursor = z.tuple([z.string(), z.uuid()]);

export async function listUsers(
  prisma: Prisma,
  query: Input<typeof operation>['query'],
): Promise<{ items: User[]; nextCursor: string | null }> {
  const { q, limit, active, role } = query;
  const [name, id] = query.cursor ? keysetCursor.decode(query.cursor, Cursor) : [];
  const rows = await prisma.user.findMany({
    ...withRoles,
    where: {
      AND: [
        ...matching(q),
        name !== undefined && id !== undefined
          ? { OR: [{ name: { gt: name } }, { name, id: { gt: id } }] }
          : {},
        active ? { active: active === 'true' } : {},
        role ? { roles: { some: { role: { key: role } } } } : {},
      ],
    },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: limit + 1,
  });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(userView),
    nextCursor: rows.length > limit && last ? keysetCursor.encode([last.name, last.id]) : null,
  };
}
