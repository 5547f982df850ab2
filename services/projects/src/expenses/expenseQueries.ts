import { notFound, type ExpenseListQuery } from '@closeout/contracts';
import { keysetCursor, type Actor, type Tx } from '@closeout/service-kit';
import { z } from 'zod';
import { actorRecord } from '../projects/actorRecord.js';
import type { Project } from '../projects/project.js';
import { canSeeCosts } from '../projects/visibility.js';
import type { Expense } from './expense.js';
import { expenseColumns, loadExpense } from './expenseStore.js';

const Cursor = z.tuple([z.iso.date(), z.uuid()]);

/** Those who decide on expenses or may see costs see all of a project; others what they recorded themselves. */
function seesAll(actor: Actor, project: Project): boolean {
  return actor.permissions.has('expenses.settle') || canSeeCosts(actor, project);
}

const page = (before: '<' | '>', direction: 'ASC' | 'DESC') => `
  SELECT ${expenseColumns} FROM expense
  WHERE project_id = $1 AND ($2 OR recorded_by = $3::uuid)
    AND ($4::text IS NULL OR kind = $4) AND ($5::text IS NULL OR status = $5) AND ($6::uuid IS NULL OR budget_node_id = $6)
    AND ($7::uuid IS NULL OR recorded_by = $7) AND ($8::date IS NULL OR expense_date >= $8) AND ($9::date IS NULL OR expense_date <= $9)
    AND ($10::date IS NULL OR (expense_date, id) ${before} ($10, $11::uuid))
  ORDER BY expense_date ${direction}, id ${direction} LIMIT $12`;
const statements = { date: page('>', 'ASC'), '-date': page('<', 'DESC') };

/** The expenses of a project that the actor may see, by their day. */
export async function listExpenses(
  db: Pick<Tx, 'query'>,
  project: Project,
  query: ExpenseListQuery,
  actor: Actor,
): Promise<{ items: Expense[]; nextCursor: string | null }> {
  const after = query.cursor === undefined ? [null, null] : keysetCursor.decode(query.cursor, Cursor);
  const rows = await db.query<Expense>(statements[query.sort], [
    ...[project.id, seesAll(actor, project), actorRecord(actor).id],
    ...[query.kind ?? null, query.status ?? null, query.budgetNodeId ?? null, query.recordedBy ?? null],
    ...[query.from ?? null, query.to ?? null, ...after, query.limit + 1],
  ]);
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > query.limit && last ? keysetCursor.encode([last.date, last.id]) : null,
  };
}

/** @throws DomainError `expense-not-found`, also for one that is not the actor's to see */
export async function findExpense(
  db: Pick<Tx, 'query'>,
  project: Project,
  id: string,
  actor: Actor,
): Promise<Expense> {
  const found = await loadExpense(db, project.id, id);
  if (found && (seesAll(actor, project) || found.recordedBy === actor.id)) return found;
  throw notFound('expense', id);
}
