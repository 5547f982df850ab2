import { notFound } from '@closeout/contracts/errors';
import type { Colleague, listPeople as operation } from '@closeout/contracts/http/gateway';
import { keysetCursor, type Input } from '@closeout/service-kit/http';
import { z } from 'zod';
import type { Prisma } from '../database.js';
import { matching } from '../searchText.js';

const Cursor = z.tuple([z.string(), z.uuid()]);
const shown = { id: true, name: true, email: true, active: true } as const;

/** Active users whose name or e-mail address has each of the words, by name. */
export async function listPeople(
  prisma: Prisma,
  { q, limit, cursor }: Input<typeof operation>['query'],
): Promise<{ items: Colleague[]; nextCursor: string | null }> {
  const [name, id] = cursor ? keysetCursor.decode(cursor, Cursor) : [];
  const rows = await prisma.user.findMany({
    select: shown,
    where: {
      active: true,
      AND: [
        ...matching(q),
        ...(name !== undefined && id !== undefined
          ? [{ OR: [{ name: { gt: name } }, { name, id: { gt: id } }] }]
          : []),
      ],
    },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: limit + 1,
  });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > limit && last ? keysetCursor.encode([last.name, last.id]) : null,
  };
}

/** @throws DomainError `user-not-found` */
export async function findColleague(prisma: Prisma, id: string): Promise<Colleague> {
  const found = await prisma.user.findUnique({ where: { id }, select: shown });
  if (!found) throw notFound('user', id);
  return found;
}
