import { notFound, type DeliverableListQuery } from '@closeout/contracts';
import { keysetCursor, type Tx } from '@closeout/service-kit';
import { z } from 'zod';
import type { Deliverable } from './deliverable.js';
import { deliverableColumns, loadDeliverable } from './deliverableStore.js';

const Cursor = z.tuple([z.uuid()]);

/** The deliverables of a project in the order in which they were added: ids grow with time. */
export async function listDeliverables(
  db: Pick<Tx, 'query'>,
  projectId: string,
  query: DeliverableListQuery,
): Promise<{ items: Deliverable[]; nextCursor: string | null }> {
  const after = query.cursor === undefined ? [] : keysetCursor.decode(query.cursor, Cursor);
  const rows = await db.query<Deliverable>(
    `SELECT ${deliverableColumns} FROM deliverable
     WHERE project_id = $1 AND ($2::text IS NULL OR status = $2) ${after.length > 0 ? 'AND id > $4::uuid' : ''}
     ORDER BY id LIMIT $3`,
    [projectId, query.status ?? null, query.limit + 1, ...after],
  );
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > query.limit && last ? keysetCursor.encode([last.id]) : null,
  };
}

/** @throws DomainError `deliverable-not-found` */
export async function findDeliverable(
  db: Pick<Tx, 'query'>,
  projectId: string,
  id: string,
): Promise<Deliverable> {
  const found = await loadDeliverable(db, projectId, id);
  if (!found) throw notFound('deliverable', id);
  return found;
}
