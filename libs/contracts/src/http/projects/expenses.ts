import { z } from 'zod';
import {
  Amount,
  Currency,
  Day,
  EnteredDay,
  Id,
  Instant,
  lineOfText,
  page,
  PageQuery,
  prose,
  Version,
  wordOf,
} from '../../fields.js';
import { withAccess } from '../fieldAccess.js';
import { defineOperation } from '../operation.js';
import { AmountAboveZero, Person } from './vocabulary.js';
import { projectReaders } from './readers.js';
import { expenseKinds, expenseStatuses } from '../../vocabulary.js';
import { limits } from '../../limits.js';

export const ExpenseKind = z.enum(expenseKinds);
export type ExpenseKind = z.infer<typeof ExpenseKind>;
export const ExpenseStatus = z.enum(expenseStatuses);
export type ExpenseStatus = z.infer<typeof ExpenseStatus>;

/** Money that a project cost: a refund to someone, travel and accommodation, a purchase. */
export const Expense = withAccess(
  'expenses',
  z.object({
    id: Id,
    version: Version,
    projectId: Id,
    kind: ExpenseKind,
    description: z.string(),
    amount: Amount,
    currency: Currency,
    date: Day,
    budgetNodeId: Id.nullable(),
    status: ExpenseStatus,
    recordedBy: Person,
    decidedBy: Person.nullable(),
    decidedAt: Instant.nullable(),
    reason: z.string().nullable().meta({ description: 'Why it was rejected' }),
  }),
);
export type Expense = z.infer<typeof Expense>;

export const ExpenseInput = z.strictObject({
  kind: wordOf(expenseKinds),
  description: lineOfText(limits.expense.description),
  amount: AmountAboveZero,
  currency: Currency.meta({ description: 'The project’s; another one is refused' }),
  date: EnteredDay.meta({ description: 'Tomorrow by UTC at the latest' }),
  budgetNodeId: Id.nullish(),
});
export type ExpenseInput = z.output<typeof ExpenseInput>;

export const ExpensePatch = ExpenseInput.partial();
export type ExpensePatch = z.output<typeof ExpensePatch>;

export const Rejection = z.strictObject({ reason: prose(limits.project.reason).min(1) });

export const ExpenseListQuery = PageQuery.omit({ q: true }).extend({
  kind: ExpenseKind.optional(),
  status: ExpenseStatus.optional(),
  budgetNodeId: Id.optional(),
  recordedBy: Id.optional(),
  from: Day.optional(),
  to: Day.optional(),
  sort: z.enum(['-date', 'date']).default('-date'),
});
export type ExpenseListQuery = z.output<typeof ExpenseListQuery>;

const ExpensePath = z.object({ id: Id, expenseId: Id });

const example: Expense = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b36',
  version: 1,
  projectId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b31',
  kind: 'LOGISTICS',
  description: 'Train to the site',
  amount: '89.90',
  currency: 'EUR',
  date: '2026-02-01',
  budgetNodeId: null,
  status: 'RECORDED',
  recordedBy: { id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b13', name: 'Tom Engineer' },
  decidedBy: null,
  decidedAt: null,
  reason: null,
};
const decided = {
  version: 2,
  decidedBy: { id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b12', name: 'Petra Manager' },
  decidedAt: '2026-02-03T09:30:00.000Z',
};

const about = { service: 'projects', tag: 'Expenses' } as const;
const refusals = [
  'project-not-found',
  'budget-node-not-found',
  'currency-mismatch',
  'amount-scale',
  'amount-too-large',
  'date-in-future',
  'project-read-only',
  'project-status-forbids',
] as const;

export const expenseOperations = {
  listExpenses: defineOperation({
    ...about,
    id: 'listExpenses',
    method: 'get',
    path: '/projects/{id}/expenses',
    summary: 'Expenses of a project, the latest first',
    description:
      'Those who settle expenses, may see costs or run the project see all of them, others those that they recorded themselves.',
    access: 'signed-in',
    callers: projectReaders,
    params: z.object({ id: Id }),
    query: ExpenseListQuery,
    status: 200,
    answer: page(Expense),
    errors: ['project-not-found', 'bad-cursor'],
    examples: [{ summary: 'One of them', response: { items: [example], nextCursor: null } }],
  }),
  getExpense: defineOperation({
    ...about,
    id: 'getExpense',
    method: 'get',
    path: '/projects/{id}/expenses/{expenseId}',
    summary: 'One expense',
    access: 'signed-in',
    callers: projectReaders,
    params: ExpensePath,
    status: 200,
    answer: Expense,
    errors: ['project-not-found', 'expense-not-found'],
    examples: [{ summary: 'A train', response: example }],
  }),
  recordExpense: defineOperation({
    ...about,
    id: 'recordExpense',
    record: 'expense',
    method: 'post',
    path: '/projects/{id}/expenses',
    summary: 'Record an expense; it waits for a decision',
    access: { permission: 'expenses.record' },
    params: z.object({ id: Id }),
    body: ExpenseInput,
    status: 201,
    answer: Expense,
    errors: [...refusals, 'not-assigned'],
    examples: [
      {
        summary: 'A train',
        request: {
          kind: 'LOGISTICS',
          description: 'Train to the site',
          amount: '89.90',
          currency: 'EUR',
          date: '2026-02-01',
        },
        response: example,
      },
    ],
  }),
  updateExpense: defineOperation({
    ...about,
    id: 'updateExpense',
    record: 'expense',
    method: 'patch',
    path: '/projects/{id}/expenses/{expenseId}',
    summary: 'Correct an expense that nobody has decided on',
    description: 'Whoever recorded it, and nobody else.',
    access: { permission: 'expenses.record' },
    params: ExpensePath,
    body: ExpensePatch,
    status: 200,
    answer: Expense,
    errors: [...refusals, 'expense-not-found', 'expense-of-another', 'expense-decided', 'stale-version'],
    examples: [
      {
        summary: 'It was dearer',
        request: { amount: '98.90' },
        response: { ...example, version: 2, amount: '98.90' },
      },
    ],
  }),
  settleExpense: defineOperation({
    ...about,
    id: 'settleExpense',
    record: 'expense',
    method: 'post',
    path: '/projects/{id}/expenses/{expenseId}/settle',
    summary: 'Settle an expense',
    description:
      'Nobody settles or rejects an expense of their own, except administrators (`users.manage`). A decision is final.',
    access: { permission: 'expenses.settle' },
    params: ExpensePath,
    status: 200,
    answer: Expense,
    errors: [
      'project-not-found',
      'expense-not-found',
      'expense-decided',
      'own-expense',
      'date-in-future',
      'project-read-only',
      'project-status-forbids',
    ],
    examples: [{ summary: 'Settled', response: { ...example, ...decided, status: 'SETTLED' } }],
  }),
  rejectExpense: defineOperation({
    ...about,
    id: 'rejectExpense',
    record: 'expense',
    method: 'post',
    path: '/projects/{id}/expenses/{expenseId}/reject',
    summary: 'Reject an expense',
    access: { permission: 'expenses.settle' },
    params: ExpensePath,
    body: Rejection,
    status: 200,
    answer: Expense,
    errors: [
      'project-not-found',
      'expense-not-found',
      'expense-decided',
      'own-expense',
      'project-read-only',
      'project-status-forbids',
    ],
    examples: [
      {
        summary: 'Rejected',
        request: { reason: 'Belongs to another project' },
        response: { ...example, ...decided, status: 'REJECTED', reason: 'Belongs to another project' },
      },
    ],
  }),
} as const;
