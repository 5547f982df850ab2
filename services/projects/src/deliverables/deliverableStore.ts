import type { Queryable, Tx } from '@closeout/service-kit/db';
import { type Params, prepared } from '@closeout/service-kit/sql';
import { tables } from '../tables.js';
import type { Deliverable, DeliverableContent } from './deliverable.js';

export const deliverableColumns = [
  ...(['id', 'version', 'project_id as projectId', 'name', 'description'] as const),
  ...(['due_date as dueDate', 'status'] as const),
] as const;

const find = prepared(({ projectId, id }: Params<Pick<Deliverable, 'projectId' | 'id'>>) =>
  tables
    .selectFrom('deliverable')
    .select(deliverableColumns)
    .where('id', '=', id)
    .where('project_id', '=', projectId),
);

/** One deliverable of a project, or null. */
export async function loadDeliverable(
  db: Queryable,
  projectId: string,
  id: string,
): Promise<Deliverable | null> {
  const [row] = await db.run(find({ projectId, id }));
  return row ?? null;
}

const insert = prepared((row: Params<Omit<Deliverable, 'version'> & { now: Date }>) =>
  tables.insertInto('deliverable').values({
    id: row.id,
    project_id: row.projectId,
    name: row.name,
    description: row.description,
    due_date: row.dueDate,
    status: row.status,
    created_at: row.now,
  }),
);

export async function insertDeliverable(tx: Tx, deliverable: Deliverable, now: Date): Promise<void> {
  await tx.run(insert({ ...deliverable, now }));
}

const update = prepared((row: Params<Omit<Deliverable, 'projectId'>>) =>
  tables
    .updateTable('deliverable')
    .set({
      version: row.version,
      name: row.name,
      description: row.description,
      due_date: row.dueDate,
      status: row.status,
    })
    .where('id', '=', row.id),
);

/** Saves a changed deliverable as its next version. */
export async function saveDeliverable(
  tx: Tx,
  before: Deliverable,
  content: DeliverableContent,
): Promise<Deliverable> {
  const after = { ...before, ...content, version: before.version + 1 };
  await tx.run(update(after));
  return after;
}
