import { conflict, DomainError } from '@closeout/contracts/errors';
import type {
  ExpenseInput,
  ExpenseKind,
  ExpensePatch,
  ExpenseStatus,
} from '@closeout/contracts/http/projects';
import type { Minor } from '@closeout/contracts/money';
import { readAmount } from '../projects/project.js';

/** An expense as it is stored; its amount is in the project's currency. */
export interface Expense {
  id: string;
  version: number;
  projectId: string;
  kind: ExpenseKind;
  description: string;
  amountMinor: Minor;
  date: string;
  budgetNodeId: string | null;
  status: ExpenseStatus;
  recordedBy: string | null;
  recordedByName: string;
  decidedBy: string | null;
  decidedByName: string | null;
  decidedAt: Date | null;
  reason: string | null;
}

export type ExpenseContent = Pick<Expense, 'kind' | 'description' | 'amountMinor' | 'date' | 'budgetNodeId'>;

interface Owner {
  number: string;
  currency: string;
}

/** @throws DomainError `currency-mismatch` (conflict), `amount-scale`, `amount-too-large` (invalid) */
export function contentOf(input: ExpenseInput, project: Owner): ExpenseContent {
  assertCurrency(input.currency, project);
  return {
    kind: input.kind,
    description: input.description,
    amountMinor: readAmount(input.amount, project.currency, '/amount'),
    date: input.date,
    budgetNodeId: input.budgetNodeId ?? null,
  };
}

/** The content after a PATCH, or null when that changes nothing. @throws as `contentOf` */
export function patchedContent(before: Expense, patch: ExpensePatch, project: Owner): ExpenseContent | null {
  if (patch.currency !== undefined) assertCurrency(patch.currency, project);
  const after: ExpenseContent = {
    kind: patch.kind ?? before.kind,
    description: patch.description ?? before.description,
    amountMinor:
      patch.amount === undefined ? before.amountMinor : readAmount(patch.amount, project.currency, '/amount'),
    date: patch.date ?? before.date,
    budgetNodeId: patch.budgetNodeId === undefined ? before.budgetNodeId : patch.budgetNodeId,
  };
  const same = (Object.keys(after) as (keyof ExpenseContent)[]).every((name) => after[name] === before[name]);
  return same ? null : after;
}

function assertCurrency(currency: string, project: Owner): void {
  if (currency === project.currency) return;
  throw conflict(
    'currency-mismatch',
    `${project.number} is in ${project.currency}, not in ${currency}. Record what it came to in ${project.currency}.`,
  );
}

/** A decision is final. @throws DomainError `expense-decided` (conflict) */
export function assertUndecided({ status, decidedByName }: Expense): void {
  if (status === 'RECORDED') return;
  throw conflict(
    'expense-decided',
    `The expense was ${status} by ${decidedByName}, and that is final. Record another one if something is missing.`,
    { currentStatus: status, allowed: [] },
  );
}

interface Someone {
  id: string;
  permissions: ReadonlySet<string>;
}

/**
 * Four eyes: nobody decides on what they recorded. Whoever manages users could make a second self anyway, and in
 * a small house is the only one there; the audit log shows them.
 * @throws DomainError `own-expense` (conflict)
 */
export function assertMayDecide({ recordedBy }: Pick<Expense, 'recordedBy'>, who: Someone): void {
  if (recordedBy !== who.id || who.permissions.has('users.manage')) return;
  throw conflict(
    'own-expense',
    'You recorded this expense yourself: someone else with expenses.settle decides on it.',
    { permission: 'expenses.settle' },
  );
}

/** @throws DomainError `expense-of-another` (forbidden) */
export function assertOwn({ recordedBy, recordedByName }: Expense, who: Someone): void {
  if (recordedBy === who.id) return;
  throw new DomainError('forbidden', 'expense-of-another', {
    detail: `${recordedByName} recorded this expense, and nobody else changes it. It can be rejected with expenses.settle.`,
  });
}
