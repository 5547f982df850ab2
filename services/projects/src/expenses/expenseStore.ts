import { violates, type Tx } from '@closeout/service-kit';
import { refused } from '../budgetNodes/budgetNode.js';
import type { Expense, ExpenseContent } from './expense.js';

export const expenseColumns = `
  id, version, project_id AS "projectId", kind, description, amount_minor AS "amountMinor", expense_date AS date,
  budget_node_id AS "budgetNodeId", status, recorded_by AS "recordedBy", recorded_by_name AS "recordedByName",
  decided_by AS "decidedBy", decided_by_name AS "decidedByName", decided_at AS "decidedAt", reason`;

/** One expense of a project, or null. */
export async function loadExpense(
  tx: Pick<Tx, 'query'>,
  projectId: string,
  id: string,
): Promise<Expense | null> {
  const rows = await tx.query<Expense>(
    `SELECT ${expenseColumns} FROM expense WHERE id = $2 AND project_id = $1`,
    [projectId, id],
  );
  return rows[0] ?? null;
}

/** @throws DomainError `budget-node-not-found` (invalid) */
export async function insertExpense(tx: Tx, expense: Expense, now: Date): Promise<void> {
  await ofKnownNode(expense, () =>
    tx.query(
      `INSERT INTO expense (id, project_id, kind, description, amount_minor, expense_date, budget_node_id, recorded_by, recorded_by_name, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...[expense.id, expense.projectId, expense.kind, expense.description, expense.amountMinor],
        ...[expense.date, expense.budgetNodeId, expense.recordedBy, expense.recordedByName, now],
      ],
    ),
  );
}

export type ExpenseChange = ExpenseContent | Decision;
export type Decision = Pick<Expense, 'status' | 'decidedBy' | 'decidedByName' | 'decidedAt' | 'reason'>;

/** Saves a changed expense as its next version. @throws DomainError `budget-node-not-found` (invalid) */
export async function saveExpense(tx: Tx, before: Expense, change: ExpenseChange): Promise<Expense> {
  const after: Expense = { ...before, ...change, version: before.version + 1 };
  await ofKnownNode(after, () =>
    tx.query(
      `UPDATE expense SET version = $2, kind = $3, description = $4, amount_minor = $5, expense_date = $6, budget_node_id = $7,
         status = $8, decided_by = $9, decided_by_name = $10, decided_at = $11, reason = $12
       WHERE id = $1`,
      [
        ...[after.id, after.version, after.kind, after.description, after.amountMinor, after.date],
        ...[after.budgetNodeId, after.status, after.decidedBy, after.decidedByName, after.decidedAt],
        after.reason,
      ],
    ),
  );
  return after;
}

async function ofKnownNode({ budgetNodeId }: Expense, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!violates(error, 'expense_budget_node_fkey')) throw error;
    const detail = `There is no node ${budgetNodeId} in the budget of this project.`;
    throw refused('budget-node-not-found', '/budgetNodeId', detail);
  }
}
