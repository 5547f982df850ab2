import type { Tx } from '@closeout/service-kit/db';
import type { Milestone } from './milestone.js';
import type { MilestoneChange } from './milestoneStore.js';

/**
 * What brings a removed milestone back, because a document of it was issued before billing knew of the removal. When its
 * place was taken meanwhile (there is one advance and one final payment), it comes back as a further progress
 * payment under its old label: what was paid must be seen somewhere. The caller holds the project's lock.
 */
export async function reinstatement(tx: Tx, milestone: Milestone): Promise<MilestoneChange> {
  if (milestone.type === 'PROGRESS' || !(await placeIsTaken(tx, milestone))) return { removedAt: null };
  const [row] = await tx.query<{ no: number }>(
    'UPDATE project SET last_progress_no = last_progress_no + 1 WHERE id = $1 RETURNING last_progress_no AS no',
    [milestone.projectId],
  );
  if (!row) throw new Error(`milestone ${milestone.id} has no project`);
  return { removedAt: null, type: 'PROGRESS', no: row.no };
}

async function placeIsTaken(tx: Tx, { projectId, type }: Milestone): Promise<boolean> {
  const rows = await tx.query(
    'SELECT 1 FROM milestone WHERE project_id = $1 AND type = $2 AND removed_at IS NULL',
    [projectId, type],
  );
  return rows.length > 0;
}
