import { notFound } from '@closeout/contracts/errors';
import type { ExpenseListQuery } from '@closeout/contracts/http/projects';
import type { Actor } from '@closeout/service-kit/auth';
import type { Queryable } from '@closeout/service-kit/db';
import { keysetCursor } from '@closeout/service-kit/http';
import { z } from 'zod';
import { actorRecord } from '../projects/actorRecord.js';
import type { Project } from '../projects/project.js';
import { sightOf } from '../projects/sight.js';
import { tables } from '../tables.js';
import type { Expense } from './expense.js';
import { expenseColumns, loadExpense } from './expenseStore.js';

const Cursor = z.tuple([z.iso.date(), z.uuid()]);

/** Others see what they recorded themselves. */
export const seesAllExpenses = (actor: Actor, project: Project): boolean => sightOf(actor, project).expenses;

/** The expenses of a project that the actor may see, by their day. */
export async function listExpenses(
  db: Queryable,
  project: Project,
  query: ExpenseListQuery,
  actor: Actor,
): Promise<{ items: Expense[]; nextCursor: string | null }> {
  const { kind, status, budgetNodeId, recordedBy, from, to, cursor, limit } = query;
  let page = tables.selectFrom('expense').select(expenseColumns).where('project_id', '=', project.id);
  if (!seesAllExpenses(actor, project)) page = page.where('recorded_by', '=', actorRecord(actor).id);
  if (kind !== undefined) page = page.where('kind', '=', kind);
  if (status !== undefined) page = page.where('status', '=', status);
  if (budgetNodeId !== undefined) page = page.where('budget_node_id', '=', budgetNodeId);
  if (recordedBy !== undefined) page = page.where('recorded_by', '=', recordedBy);
  if (from !== undefined) page = page.where('expense_date', '>=', from);
  if (to !== undefined) page = page.where('expense_date', '<=', to);
  const [beyond, direction] = query.sort === 'date' ? (['>', 'asc'] as const) : (['<', 'desc'] as const);
  if (cursor !== undefined) {
    const [date, id] = keysetCursor.decode(cursor, Cursor);
    page = page.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('expense_date', 'id'), beyond, tuple(date, id)),
    );
  }
  const rows = await db.run(
    page
      .orderBy('expense_date', direction)
      .orderBy('id', direction)
      .limit(limit + 1),
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > limit && last ? keysetCursor.encode([last.date, last.id]) : null,
  };
}

/** @throws DomainError `expense-not-found`, also for one that is not the actor's to see */
export async function findExpense(
  db: Queryable,
  project: Project,
  id: string,
  actor: Actor,
): Promise<Expense> {
  const found = await loadExpense(db, project.id, id);
  if (found && (seesAllExpenses(actor, project) || found.recordedBy === actor.id)) return found;
  throw notFound('expense', id);
}
