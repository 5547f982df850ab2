import type { TechnicalClosure } from '@closeout/contracts';
import type { Tx } from '@closeout/service-kit';
import type { Project } from '../projects/project.js';
import { openActions } from '../projects/status.js';
import { mostPending, pendingItems, type OpenRecord } from './pending.js';

/** Only what may pend is read, each kind from an index; whether it does is for `pendingItems` to say. */
const openRecords = `
  SELECT kind, id, status, label, person, date, (count(*) OVER ())::int AS total FROM (
    SELECT 1 AS rank, 'TIME_ENTRY' AS kind, id, status, description AS label, user_name AS person, entry_date AS date
    FROM time_entry WHERE project_id = $1 AND status IN ('DRAFT', 'SUBMITTED')
    UNION ALL
    SELECT 2, 'EXPENSE', id, status, description, recorded_by_name, expense_date
    FROM expense WHERE project_id = $1 AND status = 'RECORDED'
    UNION ALL
    SELECT 3, 'DELIVERABLE', id, status, name, NULL, NULL
    FROM deliverable WHERE project_id = $1 AND status IN ('INITIAL', 'READY')
    UNION ALL
    SELECT 3 + no, 'CHECKLIST', id, 'OPEN', text, NULL, NULL
    FROM checklist_item WHERE project_id = $1 AND NOT done
  ) open ORDER BY rank, id LIMIT ${mostPending}`;

/** What holds up the technical closure of a project, as it is seen and as it is decided on. */
export async function technicalClosure(tx: Pick<Tx, 'query'>, project: Project): Promise<TechnicalClosure> {
  const records = await tx.query<OpenRecord & { total: number }>(openRecords, [project.id]);
  const pendingCount = records[0]?.total ?? 0;
  return {
    ready: pendingCount === 0 && openActions(project).includes('technical-closure'),
    status: project.status,
    pendingCount,
    pending: pendingItems(records),
  };
}
