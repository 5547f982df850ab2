import type { TechnicalClosure } from '@closeout/contracts/http/projects';
import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import { seesAllExpenses } from '../expenses/expenseQueries.js';
import type { Project } from '../projects/project.js';
import { openActions } from '../projects/status.js';
import { seesAllHours } from '../timeEntries/timeEntryQueries.js';
import { maxPending, pendingItems, type OpenRecord } from './pending.js';

/** Only what may pend is read, each kind from an index; whether it does is for `pendingItems` to say. */
const openRecords = `
  SELECT kind, id, status, label, person, date, owner, (count(*) OVER ())::int AS total FROM (
    SELECT 1 AS rank, 'TIME_ENTRY' AS kind, id, status, description AS label, user_name AS person, entry_date AS date, user_id AS owner
    FROM time_entry WHERE project_id = $1 AND status IN ('DRAFT', 'SUBMITTED')
    UNION ALL
    SELECT 2, 'EXPENSE', id, status, description, recorded_by_name, expense_date, recorded_by
    FROM expense WHERE project_id = $1 AND status = 'RECORDED'
    UNION ALL
    SELECT 3, 'DELIVERABLE', id, status, name, NULL, NULL, NULL
    FROM deliverable WHERE project_id = $1 AND status IN ('INITIAL', 'READY')
    UNION ALL
    SELECT 3 + no, 'CHECKLIST', id, 'OPEN', text, NULL, NULL, NULL
    FROM checklist_item WHERE project_id = $1 AND NOT done
  ) open ORDER BY rank, id LIMIT ${maxPending}`;

/**
 * What holds up the technical closure of a project, as it is seen and as it is decided on. Of hours and expenses that the
 * actor sees in no list, only that they are there and who can clear them.
 */
export async function technicalClosure(
  tx: Pick<Tx, 'query'>,
  project: Project,
  actor: Actor,
): Promise<TechnicalClosure> {
  const found = await tx.query<OpenRecord & { owner: string | null; total: number }>(openRecords, [
    project.id,
  ]);
  const seesAll = { TIME_ENTRY: seesAllHours(actor, project), EXPENSE: seesAllExpenses(actor, project) };
  const records = found.map((record) => ({
    ...record,
    hidden:
      (record.kind === 'TIME_ENTRY' || record.kind === 'EXPENSE') &&
      !seesAll[record.kind] &&
      record.owner !== actor.id,
  }));
  const pendingCount = found[0]?.total ?? 0;
  return {
    ready: pendingCount === 0 && openActions(project).includes('technical-closure'),
    status: project.status,
    pendingCount,
    pending: pendingItems(records),
  };
}
