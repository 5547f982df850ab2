import type { ProjectStatus, StatusChange } from '@closeout/contracts/http/projects';
import { keysetCursor } from '@closeout/service-kit/http';
import { z } from 'zod';
import { asDay } from '../asDay.js';
import type { PrismaClient } from '../generated/prisma/client.js';

const Cursor = z.tuple([z.uuid()]);

/** Every status change of a project, the first one first: ids grow with time. */
export async function listHistory(
  prisma: PrismaClient,
  projectId: string,
  page: { limit: number; cursor?: string },
): Promise<{ items: StatusChange[]; nextCursor: string | null }> {
  const [after] = page.cursor === undefined ? [] : keysetCursor.decode(page.cursor, Cursor);
  const rows = await prisma.statusChange.findMany({
    where: { projectId, ...(after !== undefined && { id: { gt: after } }) },
    orderBy: { id: 'asc' },
    take: page.limit + 1,
  });
  const items = rows.slice(0, page.limit).map((row): StatusChange => ({
    id: row.id,
    action: row.action,
    from: row.fromStatus as ProjectStatus | null,
    to: row.toStatus as ProjectStatus,
    reason: row.reason,
    effectiveDate: asDay(row.effectiveDate),
    changedBy: { id: row.changedBy, name: row.changedByName },
    changedAt: row.changedAt.toISOString(),
  }));
  const last = items.at(-1);
  return { items, nextCursor: rows.length > page.limit && last ? keysetCursor.encode([last.id]) : null };
}
