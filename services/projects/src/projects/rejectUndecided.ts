import type { Tx } from '@closeout/service-kit/db';
import { expenseEvent } from '../expenses/expenseAnswer.js';
import { decideWaitingExpenses } from '../expenses/expenseStore.js';
import { timeEntryEvent } from '../timeEntries/timeEntryAnswer.js';
import { decideOpenHours } from '../timeEntries/timeEntryStore.js';
import type { Project } from './project.js';
import type { HistoryLine } from './projectStore.js';

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
  const decision = {
    ...({ status: 'REJECTED', reason: reason ?? action } as const),
    ...{ decidedBy: changedBy, decidedByName: changedByName, decidedAt: now },
  };
  for (const entry of await decideOpenHours(tx, id, decision))
    tx.emit(timeEntryEvent('timeEntryDecided', entry));
  const expenses = await decideWaitingExpenses(tx, id, decision);
  for (const expense of expenses) tx.emit(expenseEvent('expenseDecided', expense, currency));
}
