import type { Tx } from '@closeout/service-kit';
import { expenseEvent } from '../expenses/expenseAnswer.js';
import { decideWaitingExpenses } from '../expenses/expenseStore.js';
import type { TimeEntry } from '../timeEntries/timeEntry.js';
import { timeEntryEvent } from '../timeEntries/timeEntryAnswer.js';
import { timeEntryColumns } from '../timeEntries/timeEntryStore.js';
import type { Project } from './project.js';
import type { HistoryLine } from './projectStore.js';

const rejected = `version = version + 1, status = 'REJECTED', reason = $2, decided_by = $3, decided_by_name = $4, decided_at = $5`;

/**
 * Nobody decides anything in a project that can only be read: what is not decided when it is cancelled or finalized in an emergency
 * would wait for ever. So hours and expenses are rejected with it, for its reason. The caller holds the project's lock.
 */
export async function rejectUndecided(
  tx: Tx,
  { id, currency }: Project,
  { reason, action, changedBy, changedByName }: HistoryLine,
  now: Date,
): Promise<void> {
  const values = [id, reason ?? action, changedBy, changedByName, now];
  const entries = await tx.query<TimeEntry>(
    `UPDATE time_entry SET ${rejected} WHERE project_id = $1 AND status IN ('DRAFT', 'SUBMITTED') RETURNING ${timeEntryColumns}`,
    values,
  );
  for (const entry of entries) tx.emit(timeEntryEvent('timeEntryDecided', entry));
  const expenses = await decideWaitingExpenses(tx, id, {
    ...{ status: 'REJECTED', reason: reason ?? action },
    ...{ decidedBy: changedBy, decidedByName: changedByName, decidedAt: now },
  });
  for (const expense of expenses) tx.emit(expenseEvent('expenseDecided', expense, currency));
}
