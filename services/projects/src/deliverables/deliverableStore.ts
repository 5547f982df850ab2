import type { Tx } from '@closeout/service-kit';
import type { Deliverable, DeliverableContent } from './deliverable.js';

export const deliverableColumns = `id, version, project_id AS "projectId", name, description, due_date AS "dueDate", status`;

/** One deliverable of a project, or null. */
export async function loadDeliverable(
  tx: Pick<Tx, 'query'>,
  projectId: string,
  id: string,
): Promise<Deliverable | null> {
  const rows = await tx.query<Deliverable>(
    `SELECT ${deliverableColumns} FROM deliverable WHERE id = $2 AND project_id = $1`,
    [projectId, id],
  );
  return rows[0] ?? null;
}

export async function insertDeliverable(tx: Tx, deliverable: Deliverable, now: Date): Promise<void> {
  const { id, projectId, name, description, dueDate, status } = deliverable;
  await tx.query(
    `INSERT INTO deliverable (id, project_id, name, description, due_date, status, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, projectId, name, description, dueDate, status, now],
  );
}

/** Saves a changed deliverable as its next version. */
export async function saveDeliverable(
  tx: Tx,
  before: Deliverable,
  content: DeliverableContent,
): Promise<Deliverable> {
  const after = { ...before, ...content, version: before.version + 1 };
  await tx.query(
    `UPDATE deliverable SET version = $2, name = $3, description = $4, due_date = $5, status = $6 WHERE id = $1`,
    [after.id, after.version, after.name, after.description, after.dueDate, after.status],
  );
  return after;
}
