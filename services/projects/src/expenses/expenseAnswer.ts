import type { EventDraft } from '@closeout/contracts/events';
import { projectsEvents } from '@closeout/contracts/events/projects';
import type { Expense as ExpenseAnswer } from '@closeout/contracts/http/projects';
import { fromMinor } from '@closeout/contracts/money';
import type { Expense } from './expense.js';

export function expenseAnswer(expense: Expense, currency: string): ExpenseAnswer {
  return {
    ...common(expense, currency),
    kind: expense.kind,
    status: expense.status,
    recordedBy: { id: expense.recordedBy, name: expense.recordedByName },
    decidedBy: expense.decidedByName === null ? null : { id: expense.decidedBy, name: expense.decidedByName },
  };
}

export function expenseEvent(
  event: 'expenseRecorded' | 'expenseDecided',
  expense: Expense,
  currency: string,
): EventDraft {
  return projectsEvents[event].draft(expense.id, expense.version, {
    ...common(expense, currency),
    recordedBy: expense.recordedBy,
    decidedBy: expense.decidedBy,
  });
}

function common(expense: Expense, currency: string) {
  return {
    id: expense.id,
    version: expense.version,
    projectId: expense.projectId,
    kind: expense.kind,
    description: expense.description,
    amount: fromMinor(expense.amountMinor, currency),
    currency,
    date: expense.date,
    budgetNodeId: expense.budgetNodeId,
    status: expense.status,
    decidedAt: expense.decidedAt?.toISOString() ?? null,
    reason: expense.reason,
  };
}
