import { assertHappened } from '@closeout/contracts/dates';
import type { ExpensePatch } from '@closeout/contracts/http/projects';
import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { sayPassedThresholds } from '../budgetNodes/sayPassedThresholds.js';
import type { Project } from '../projects/project.js';
import { assertAllows } from '../projects/status.js';
import { assertOwn, assertUndecided, patchedContent, type Expense } from './expense.js';
import { expenseEvent } from './expenseAnswer.js';
import { findExpense } from './expenseQueries.js';
import { saveExpense } from './expenseStore.js';

/**
 * Corrects one's own expense while nobody has decided on it, in a project whose lock the caller holds.
 * @throws DomainError as `recordExpense`, and `expense-not-found`, `expense-of-another`, `expense-decided`, `stale-version`
 */
export async function updateExpense(
  tx: Tx,
  project: Project,
  id: string,
  patch: ExpensePatch,
  ifMatch: number | null,
  actor: Actor,
  now: Date,
): Promise<Expense> {
  const expense = await findExpense(tx, project, id, actor);
  checkVersion(ifMatch, expense.version);
  assertAllows(project, 'expenditure');
  assertOwn(expense, actor);
  assertUndecided(expense);
  const content = patchedContent(expense, patch, project);
  if (content === null) return expense;
  if (content.date !== expense.date) assertHappened(content.date, now, '/date');
  const saved = await saveExpense(tx, expense, content);
  tx.emit(expenseEvent('expenseRecorded', saved, project.currency));
  await sayPassedThresholds(tx, project, now);
  return saved;
}
