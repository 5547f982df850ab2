import type { Tx } from '@closeout/service-kit/db';
import type { Project } from '../projects/project.js';
import type { HeldRecord } from './deletion.js';

/** What a project has beyond its plan: each kind by an index of its own. */
const recordsStatement = `
  SELECT kind, count FROM (
    SELECT 'TIME_ENTRY' AS kind, count(*)::int AS count FROM time_entry WHERE project_id = $1
    UNION ALL SELECT 'EXPENSE', count(*)::int FROM expense WHERE project_id = $1
    UNION ALL SELECT CASE d.kind WHEN 'CPO' THEN 'CPO' ELSE 'DOCUMENT' END, count(DISTINCT d.id)::int
      FROM document_share s JOIN document d ON d.id = s.document_id WHERE s.project_id = $1 GROUP BY 1
    UNION ALL SELECT 'STATUS_CHANGE', count(*)::int FROM project_history WHERE project_id = $1 AND action <> 'create'
    UNION ALL SELECT 'CLOSURE', count(*)::int FROM financial_closure WHERE project_id = $1
    UNION ALL SELECT 'DELIVERABLE', count(*)::int FROM deliverable WHERE project_id = $1 AND status <> 'INITIAL'
    UNION ALL SELECT 'STAGE', count(*)::int FROM stage WHERE project_id = $1 AND completion > 0
    UNION ALL SELECT 'CHECKLIST', count(*)::int FROM checklist_item WHERE project_id = $1 AND done
    UNION ALL SELECT 'MILESTONE', count(*)::int FROM milestone WHERE project_id = $1 AND payment_requested_at IS NOT NULL
    UNION ALL SELECT 'QUOTE', count(quote_id)::int FROM project WHERE id = $1
  ) found WHERE count > 0`;

export const findRecords = (tx: Pick<Tx, 'query'>, projectId: string): Promise<HeldRecord[]> =>
  tx.query<HeldRecord>(recordsStatement, [projectId]);

/** Under the project's lock; a second try of the same deletion begins anew. */
export async function beginDeletion(tx: Tx, { id, version }: Project, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO project_deletion (project_id, project_version, asked_at) VALUES ($1, $2, $3)
     ON CONFLICT (project_id) DO UPDATE SET project_version = excluded.project_version, asked_at = excluded.asked_at,
       approved = project_deletion.approved AND project_deletion.project_version = excluded.project_version`,
    [id, version, now],
  );
}

/** Billing has let go of that version of the project. */
export async function approveDeletion(
  db: Pick<Tx, 'query'>,
  projectId: string,
  version: number,
): Promise<void> {
  await db.query(
    'UPDATE project_deletion SET approved = true WHERE project_id = $1 AND project_version = $2',
    [projectId, version],
  );
}

/** Whether billing has let go of the project as it is now. */
export async function isApproved(tx: Pick<Tx, 'query'>, { id, version }: Project): Promise<boolean> {
  const rows = await tx.query(
    'SELECT FROM project_deletion WHERE project_id = $1 AND project_version = $2 AND approved',
    [id, version],
  );
  return rows.length > 0;
}

/** @returns whether there was one */
export async function endDeletion(tx: Pick<Tx, 'query'>, projectId: string): Promise<boolean> {
  const rows = await tx.query('DELETE FROM project_deletion WHERE project_id = $1 RETURNING project_id', [
    projectId,
  ]);
  return rows.length > 0;
}

export async function findForgotten(db: Pick<Tx, 'query'>, before: Date): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    'SELECT project_id AS id FROM project_deletion WHERE asked_at < $1 ORDER BY asked_at LIMIT 100',
    [before],
  );
  return rows.map(({ id }) => id);
}

/** Its number stays used: the year's counter never goes back. */
export async function deleteRows(tx: Tx, projectId: string): Promise<void> {
  const tables = [
    ...[
      'budget_threshold',
      'milestone',
      'stage_dependency',
      'stage',
      'team_member',
      'deliverable',
      'budget_node',
    ],
    ...['checklist_item', 'project_history', 'further_quote'],
  ];
  for (const table of tables) await tx.query(`DELETE FROM ${table} WHERE project_id = $1`, [projectId]);
  await tx.query('DELETE FROM project WHERE id = $1', [projectId]);
}
