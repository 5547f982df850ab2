import { assertHappened } from '@closeout/contracts/dates';
import type { ExpenseInput } from '@closeout/contracts/http/projects';
import { newId, type Tx } from '@closeout/service-kit/db';
import { sayPassedThresholds } from '../budgetNodes/sayPassedThresholds.js';
import type { Project } from '../projects/project.js';
import { assertAllows } from '../projects/status.js';
import { contentOf, type Expense } from './expense.js';
import { expenseEvent } from './expenseAnswer.js';
import { insertExpense } from './expenseStore.js';

/**
 * Records an expense in a project whose lock the caller holds.
 * @throws DomainError `project-read-only`, `project-status-forbids`, `currency-mismatch` (conflict), `budget-node-not-found`,
 *   `amount-scale`, `amount-too-large`, `date-in-future` (invalid)
 */
export async function recordExpense(
  tx: Tx,
  project: Project,
  input: ExpenseInput,
  author: { id: string | null; name: string },
  now: Date,
): Promise<Expense> {
  assertAllows(project, 'expenditure');
  assertHappened(input.date, now, '/date');
  const expense: Expense = {
    ...contentOf(input, project),
    id: newId(),
    version: 1,
    projectId: project.id,
    status: 'RECORDED',
    recordedBy: author.id,
    recordedByName: author.name,
    decidedBy: null,
    decidedByName: null,
    decidedAt: null,
    reason: null,
  };
  await insertExpense(tx, expense, now);
  tx.emit(expenseEvent('expenseRecorded', expense, project.currency));
  await sayPassedThresholds(tx, project, now);
  return expense;
}
