import { notFound } from '@closeout/contracts/errors';
import type { DeliverableListQuery } from '@closeout/contracts/http/projects';
import type { Queryable } from '@closeout/service-kit/db';
import { keysetCursor } from '@closeout/service-kit/http';
import { z } from 'zod';
import { tables } from '../tables.js';
import type { Deliverable } from './deliverable.js';
import { deliverableColumns, loadDeliverable } from './deliverableStore.js';

const Cursor = z.tuple([z.uuid()]);

/** The deliverables of a project in the order in which they were added: ids grow with time. */
export async function listDeliverables(
  db: Queryable,
  projectId: string,
  query: DeliverableListQuery,
): Promise<{ items: Deliverable[]; nextCursor: string | null }> {
  const { status, cursor, limit } = query;
  let page = tables.selectFrom('deliverable').select(deliverableColumns).where('project_id', '=', projectId);
  if (status !== undefined) page = page.where('status', '=', status);
  if (cursor !== undefined) page = page.where('id', '>', keysetCursor.decode(cursor, Cursor)[0]);
  const rows = await db.run(page.orderBy('id').limit(limit + 1));
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > limit && last ? keysetCursor.encode([last.id]) : null,
  };
}

/** @throws DomainError `deliverable-not-found` */
export async function findDeliverable(db: Queryable, projectId: string, id: string): Promise<Deliverable> {
  const found = await loadDeliverable(db, projectId, id);
  if (!found) throw notFound('deliverable', id);
  return found;
}
