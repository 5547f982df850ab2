import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import { actorRecord } from './actorRecord.js';

/**
 * The projects in which somebody has hours or expenses that they can still correct, or that wait for a decision: who wrote them sees the project
 * until then, though they left its team. What is rejected can be submitted again as long as the project goes on.
 */
export const writtenBy = (me: string): string => `
  SELECT t.project_id FROM time_entry t JOIN project w ON w.id = t.project_id
  WHERE t.user_id = ${me} AND t.status IN ('DRAFT', 'SUBMITTED', 'REJECTED') AND w.status IN ('ACTIVE', 'ON_HOLD')
  UNION SELECT e.project_id FROM expense e JOIN project w ON w.id = e.project_id
  WHERE e.recorded_by = ${me} AND e.status = 'RECORDED' AND w.status IN ('ACTIVE', 'ON_HOLD')`;

/** The caller, if something of theirs waits in the project. */
export async function findWriters(db: Pick<Tx, 'query'>, projectId: string, actor: Actor): Promise<string[]> {
  const { id } = actorRecord(actor);
  if (id === null) return [];
  const found = await db.query(`SELECT FROM (${writtenBy('$1::uuid')}) written WHERE project_id = $2::uuid`, [
    id,
    projectId,
  ]);
  return found.length > 0 ? [id] : [];
}
