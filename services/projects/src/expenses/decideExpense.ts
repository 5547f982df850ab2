import { assertHappened } from '@closeout/contracts/dates';
import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { actorRecord } from '../projects/actorRecord.js';
import type { Project } from '../projects/project.js';
import { assertAllows } from '../projects/status.js';
import { assertMayDecide, assertUndecided, type Expense } from './expense.js';
import { expenseEvent } from './expenseAnswer.js';
import { findExpense } from './expenseQueries.js';
import { saveExpense } from './expenseStore.js';

export type Verdict = { status: 'SETTLED'; reason: null } | { status: 'REJECTED'; reason: string };

/**
 * Settles or rejects an expense, in a project whose lock the caller holds.
 * @throws DomainError `expense-not-found`, `expense-decided`, `own-expense`, `project-read-only`, `project-status-forbids`,
 *   `date-in-future` (invalid; entered before the rule)
 */
export async function decideExpense(
  tx: Tx,
  project: Project,
  id: string,
  verdict: Verdict,
  ifMatch: number | null,
  actor: Actor,
  now: Date,
): Promise<Expense> {
  const expense = await findExpense(tx, project, id, actor);
  checkVersion(ifMatch, expense.version);
  assertUndecided(expense);
  assertAllows(project, 'decisions');
  assertMayDecide(expense, actor);
  if (verdict.status === 'SETTLED') assertHappened(expense.date, now);
  const author = actorRecord(actor);
  const saved = await saveExpense(tx, expense, {
    ...verdict,
    decidedBy: author.id,
    decidedByName: author.name,
    decidedAt: now,
  });
  tx.emit(expenseEvent('expenseDecided', saved, project.currency));
  return saved;
}
