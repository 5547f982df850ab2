import { violates, type Queryable, type Tx } from '@closeout/service-kit/db';
import { type Params, prepared } from '@closeout/service-kit/sql';
import { sql } from 'kysely';
import { refused } from '../budgetNodes/budgetNode.js';
import { tables } from '../tables.js';
import type { Expense, ExpenseContent } from './expense.js';

export const expenseColumns = [
  ...(['id', 'version', 'project_id as projectId', 'kind', 'description'] as const),
  ...([
    'amount_minor as amountMinor',
    'expense_date as date',
    'budget_node_id as budgetNodeId',
    'status',
  ] as const),
  ...([
    'recorded_by as recordedBy',
    'recorded_by_name as recordedByName',
    'decided_by as decidedBy',
  ] as const),
  ...(['decided_by_name as decidedByName', 'decided_at as decidedAt', 'reason'] as const),
] as const;

const find = prepared(({ projectId, id }: Params<Pick<Expense, 'projectId' | 'id'>>) =>
  tables
    .selectFrom('expense')
    .select(expenseColumns)
    .where('id', '=', id)
    .where('project_id', '=', projectId),
);

/** One expense of a project, or null. */
export async function loadExpense(db: Queryable, projectId: string, id: string): Promise<Expense | null> {
  const [row] = await db.run(find({ projectId, id }));
  return row ?? null;
}

const insert = prepared((row: Params<Expense & { now: Date }>) =>
  tables.insertInto('expense').values({
    id: row.id,
    project_id: row.projectId,
    kind: row.kind,
    description: row.description,
    amount_minor: row.amountMinor,
    expense_date: row.date,
    budget_node_id: row.budgetNodeId,
    recorded_by: row.recordedBy,
    recorded_by_name: row.recordedByName,
    created_at: row.now,
  }),
);

/** @throws DomainError `budget-node-not-found` (invalid) */
export async function insertExpense(tx: Tx, expense: Expense, now: Date): Promise<void> {
  await ofKnownNode(expense, () => tx.run(insert({ ...expense, now })));
}

export type Decision = Pick<Expense, 'status' | 'decidedBy' | 'decidedByName' | 'decidedAt' | 'reason'>;
export type ExpenseChange = ExpenseContent | Decision;

const update = prepared((row: Params<Expense>) =>
  tables
    .updateTable('expense')
    .set({
      version: row.version,
      kind: row.kind,
      description: row.description,
      amount_minor: row.amountMinor,
      expense_date: row.date,
      budget_node_id: row.budgetNodeId,
      status: row.status,
      decided_by: row.decidedBy,
      decided_by_name: row.decidedByName,
      decided_at: row.decidedAt,
      reason: row.reason,
    })
    .where('id', '=', row.id),
);

/** Saves a changed expense as its next version. @throws DomainError `budget-node-not-found` (invalid) */
export async function saveExpense(tx: Tx, before: Expense, change: ExpenseChange): Promise<Expense> {
  const after: Expense = { ...before, ...change, version: before.version + 1 };
  await ofKnownNode(after, () => tx.run(update(after)));
  return after;
}

const decideRecorded = prepared((decision: Params<Decision & { projectId: string }>) =>
  tables
    .updateTable('expense')
    .set({
      version: (eb) => eb('version', '+', eb.lit(1)),
      status: decision.status,
      decided_by: decision.decidedBy,
      decided_by_name: decision.decidedByName,
      decided_at: decision.decidedAt,
      reason: decision.reason,
    })
    .where('project_id', '=', decision.projectId)
    .where('status', '=', sql.lit<'RECORDED'>('RECORDED'))
    .returning(expenseColumns),
);

/** Decides all expenses of a project that wait for a decision. The caller holds the project's lock. */
export const decideWaitingExpenses = (tx: Tx, projectId: string, decision: Decision): Promise<Expense[]> =>
  tx.run(decideRecorded({ ...decision, projectId }));

async function ofKnownNode({ budgetNodeId }: Expense, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!violates(error, 'expense_budget_node_fkey')) throw error;
    const detail = `There is no node ${budgetNodeId} in the budget of this project.`;
    throw refused('budget-node-not-found', '/budgetNodeId', detail);
  }
}
