import { z } from 'zod';

/**
 * Who sees a field of an answer, where not everybody does who may call the operation (one policy for money and notes;
 * projects applies it in its `sight.ts`). What the caller may not see is left out of the answer.
 * - `money`: budget, totals, rates: with `projects.view_cost_income` or `project_payments.view`, or running the project
 * - `payments`: milestones and documents of a project: with `project_payments.view`, or running the project
 * - `costs`: budget nodes and what was spent: with `projects.view_cost_income`, or running the project
 * - `expenses`: one's own; all of them with `expenses.settle`, or as `costs`
 * - `duty`: what waits for the caller, who may do what it waits for
 * - `notes`: with `projects.edit`
 */
export type FieldAccess = 'money' | 'payments' | 'costs' | 'expenses' | 'duty' | 'notes';

export const fieldAccessRegistry = z.registry<{ access: FieldAccess }>();

/** Marks a schema of one's own (not one that others share, such as `Amount` itself) and everything in it. */
export function withAccess<T extends z.ZodType>(access: FieldAccess, schema: T): T {
  fieldAccessRegistry.add(schema, { access });
  return schema;
}
