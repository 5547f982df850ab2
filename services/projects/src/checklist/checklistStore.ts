import type { Queryable, Tx } from '@closeout/service-kit/db';
import { type Params, prepared } from '@closeout/service-kit/sql';
import { tables } from '../tables.js';
import type { ChecklistItem } from './checklistItem.js';

const find = prepared(({ projectId }: Params<{ projectId: string }>) =>
  tables
    .selectFrom('checklist_item')
    .select(['id', 'version', 'project_id as projectId', 'code', 'text', 'done'])
    .select(['done_by as doneBy', 'done_by_name as doneByName', 'done_at as doneAt'])
    .where('project_id', '=', projectId)
    .orderBy('no'),
);

export function loadChecklist(db: Queryable, projectId: string): Promise<ChecklistItem[]> {
  return db.run(find({ projectId }));
}

type Tick = Pick<ChecklistItem, 'done' | 'doneBy' | 'doneByName' | 'doneAt'>;

const update = prepared((row: Params<Tick & Pick<ChecklistItem, 'id' | 'version'>>) =>
  tables
    .updateTable('checklist_item')
    .set({
      version: row.version,
      done: row.done,
      done_by: row.doneBy,
      done_by_name: row.doneByName,
      done_at: row.doneAt,
    })
    .where('id', '=', row.id),
);

export async function saveTick(tx: Tx, before: ChecklistItem, tick: Tick): Promise<ChecklistItem> {
  const after = { ...before, ...tick, version: before.version + 1 };
  await tx.run(update(after));
  return after;
}
