import type { Tx } from '@closeout/service-kit';
import type { ChecklistItem } from './checklistItem.js';

const columns = `id, version, project_id AS "projectId", code, text, done, done_by AS "doneBy", done_by_name AS "doneByName", done_at AS "doneAt"`;

export async function loadChecklist(tx: Pick<Tx, 'query'>, projectId: string): Promise<ChecklistItem[]> {
  return tx.query<ChecklistItem>(`SELECT ${columns} FROM checklist_item WHERE project_id = $1 ORDER BY no`, [
    projectId,
  ]);
}

export async function saveTick(
  tx: Tx,
  before: ChecklistItem,
  tick: Pick<ChecklistItem, 'done' | 'doneBy' | 'doneByName' | 'doneAt'>,
): Promise<ChecklistItem> {
  const after = { ...before, ...tick, version: before.version + 1 };
  await tx.query(
    'UPDATE checklist_item SET version = $2, done = $3, done_by = $4, done_by_name = $5, done_at = $6 WHERE id = $1',
    [after.id, after.version, after.done, after.doneBy, after.doneByName, after.doneAt],
  );
  return after;
}
