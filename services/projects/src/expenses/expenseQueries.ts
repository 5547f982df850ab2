import { notFound, type ExpenseListQuery } from '@closeout/contracts';
import { keysetCursor, type Actor, type Tx } from '@closeout/service-kit';
import { z } from 'zod';
import { actorRecord } from '../projects/actorRecord.js';
import type { Project } from '../projects/project.js';
import { sightOf } from '../projects/sight.js';
import type { Expense } from './expense.js';
import { expenseColumns, loadExpense } from './expenseStore.js';

const Cursor = z.tuple([z.iso.date(), z.uuid()]);

/** Others see what they recorded themselves. */
export const seesAllExpenses = (actor: Actor, project: Project): boolean => sightOf(actor, project).expenses;

/** One text for each order, first pages apart from later ones: so each walks along the index and stops when the page is full. */
function pageStatement(sort: ExpenseListQuery['sort'], goesOn: boolean): string {
  const [beyond, direction] = sort === 'date' ? ['>', 'ASC'] : ['<', 'DESC'];
  return `
    SELECT ${expenseColumns} FROM expense
    WHERE project_id = $1 AND ($2 OR recorded_by = $3::uuid)
      AND ($4::text IS NULL OR kind = $4) AND ($5::text IS NULL OR status = $5) AND ($6::uuid IS NULL OR budget_node_id = $6)
      AND ($7::uuid IS NULL OR recorded_by = $7) AND ($8::date IS NULL OR expense_date >= $8) AND ($9::date IS NULL OR expense_date <= $9)
      ${goesOn ? `AND (expense_date, id) ${beyond} ($11::date, $12::uuid)` : ''}
    ORDER BY expense_date ${direction}, id ${direction} LIMIT $10`;
}

/** The expenses of a project that the actor may see, by their day. */
export async function listExpenses(
  db: Pick<Tx, 'query'>,
  project: Project,
  query: ExpenseListQuery,
  actor: Actor,
): Promise<{ items: Expense[]; nextCursor: string | null }> {
  const after = query.cursor === undefined ? [] : keysetCursor.decode(query.cursor, Cursor);
  const rows = await db.query<Expense>(pageStatement(query.sort, after.length > 0), [
    ...[project.id, seesAllExpenses(actor, project), actorRecord(actor).id],
    ...[query.kind ?? null, query.status ?? null, query.budgetNodeId ?? null, query.recordedBy ?? null],
    ...[query.from ?? null, query.to ?? null, query.limit + 1, ...after],
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
  if (found && (seesAllExpenses(actor, project) || found.recordedBy === actor.id)) return found;
  throw notFound('expense', id);
}
