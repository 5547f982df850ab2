import { z } from 'zod';
import { Amount, Currency, Day, Id, Instant, Version, openWordOf } from '../../fields.js';
import {
  deliverableStatuses,
  expenseKinds,
  expenseStatuses,
  timeEntryStatuses,
  workSettlements,
} from '../../vocabulary.js';
import { defineEvent } from '../envelope.js';
import { exampleProjectState } from './lifecycle.js';

export const DeliverableState = z.object({
  id: Id,
  version: Version,
  projectId: Id,
  name: z.string(),
  description: z.string().nullable(),
  dueDate: Day.nullable(),
  status: openWordOf(deliverableStatuses),
});
export type DeliverableState = z.input<typeof DeliverableState>;

export const ExpenseState = z.object({
  id: Id,
  version: Version,
  projectId: Id,
  kind: openWordOf(expenseKinds),
  description: z.string(),
  amount: Amount,
  currency: Currency,
  date: Day,
  budgetNodeId: Id.nullable(),
  status: openWordOf(expenseStatuses),
  recordedBy: Id.nullable(),
  decidedBy: Id.nullable(),
  decidedAt: Instant.nullable(),
  reason: z.string().nullable(),
});
export type ExpenseState = z.input<typeof ExpenseState>;

export const TimeEntryState = z.object({
  id: Id,
  version: Version,
  projectId: Id,
  userId: Id,
  date: Day,
  hours: z.string().meta({ description: 'Decimal, quarters of an hour: "7.50"' }),
  description: z.string(),
  taskType: z.string().nullable(),
  billable: z.boolean(),
  status: openWordOf(timeEntryStatuses),
  decidedBy: Id.nullable(),
  decidedAt: Instant.nullable(),
  reason: z.string().nullable(),
  removed: z.boolean(),
  settlement: z
    .object({
      as: openWordOf(workSettlements),
      reason: z.string(),
      by: Id.nullable(),
      at: Instant,
    })
    .nullish()
    .meta({ description: 'Of approved billable hours: what became of them other than an invoice' }),
});
export type TimeEntryState = z.input<typeof TimeEntryState>;

export const ChecklistItemState = z.object({
  id: Id,
  version: Version,
  projectId: Id,
  code: z.string(),
  text: z.string(),
  done: z.boolean(),
  doneBy: Id.nullable(),
  doneAt: Instant.nullable(),
});
export type ChecklistItemState = z.input<typeof ChecklistItemState>;

export const BudgetNodeState = z.object({
  id: Id,
  version: Version,
  projectId: Id,
  parentId: Id.nullable(),
  code: z.string(),
  name: z.string(),
  amount: Amount,
  currency: Currency,
  removed: z.boolean(),
});
export type BudgetNodeState = z.input<typeof BudgetNodeState>;

const projectId = exampleProjectState.id;
const person = '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b13';
const manager = '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b12';
const decided = { decidedBy: manager, decidedAt: '2026-02-03T09:30:00.000Z', reason: null };
const undecided = { decidedBy: null, decidedAt: null, reason: null };
const deliverable: DeliverableState = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b35',
  version: 1,
  projectId,
  name: 'Operator’s manual',
  description: null,
  dueDate: '2026-03-15',
  status: 'INITIAL',
};
const expense: ExpenseState = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b36',
  version: 1,
  projectId,
  kind: 'LOGISTICS',
  description: 'Train to the site',
  amount: '89.90',
  currency: 'EUR',
  date: '2026-02-01',
  budgetNodeId: null,
  status: 'RECORDED',
  recordedBy: person,
  ...undecided,
};
const timeEntry: TimeEntryState = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b37',
  version: 1,
  projectId,
  userId: person,
  date: '2026-02-01',
  hours: '7.50',
  description: 'Installed the servers',
  taskType: null,
  billable: true,
  status: 'DRAFT',
  ...undecided,
  removed: false,
};
const item: ChecklistItemState = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b38',
  version: 1,
  projectId,
  code: 'client-sign-off',
  text: 'The client has signed off',
  done: false,
  doneBy: null,
  doneAt: null,
};
const node: BudgetNodeState = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b39',
  version: 1,
  projectId,
  parentId: null,
  code: '1',
  name: 'Installation',
  amount: '5000.00',
  currency: 'EUR',
  removed: false,
};

export const workEvents = {
  deliverableAdded: defineEvent({
    type: 'projects.deliverable-added.v1',
    summary: 'Something is to be delivered',
    schema: DeliverableState,
    example: deliverable,
  }),
  deliverableUpdated: defineEvent({
    type: 'projects.deliverable-updated.v1',
    summary: 'A deliverable changed: its plan or its status',
    schema: DeliverableState,
    example: { ...deliverable, version: 2, status: 'READY' },
  }),
  expenseRecorded: defineEvent({
    type: 'projects.expense-recorded.v1',
    summary: 'An expense of a project was recorded or changed; it waits for a decision',
    schema: ExpenseState,
    example: expense,
  }),
  expenseDecided: defineEvent({
    type: 'projects.expense-decided.v1',
    summary: 'An expense was settled or rejected',
    schema: ExpenseState,
    example: { ...expense, version: 2, status: 'SETTLED', ...decided },
  }),
  timeEntryRecorded: defineEvent({
    type: 'projects.time-entry-recorded.v1',
    summary: 'A time entry was made, changed or removed',
    schema: TimeEntryState,
    example: timeEntry,
  }),
  timeEntrySubmitted: defineEvent({
    type: 'projects.time-entry-submitted.v1',
    summary: 'A time entry waits for approval',
    schema: TimeEntryState,
    example: { ...timeEntry, version: 2, status: 'SUBMITTED' },
  }),
  timeEntryDecided: defineEvent({
    type: 'projects.time-entry-decided.v1',
    summary: 'A time entry was approved or rejected',
    schema: TimeEntryState,
    example: { ...timeEntry, version: 3, status: 'APPROVED', ...decided },
  }),
  timeEntrySettled: defineEvent({
    type: 'projects.time-entry-settled.v1',
    summary:
      'Approved billable hours were marked as invoiced elsewhere or written off, or are to be invoiced again',
    schema: TimeEntryState,
    example: {
      ...{ ...timeEntry, version: 4, status: 'APPROVED', ...decided },
      settlement: {
        as: 'INVOICED_ELSEWHERE',
        reason: 'On the invoice of the old system',
        by: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b14',
        at: '2026-03-31T09:30:00.000Z',
      },
    },
  }),
  checklistItemUpdated: defineEvent({
    type: 'projects.checklist-item-updated.v1',
    summary: 'A line of the completion checklist was added, ticked or unticked',
    schema: ChecklistItemState,
    example: { ...item, version: 2, done: true, doneBy: manager, doneAt: '2026-03-20T09:30:00.000Z' },
  }),
  budgetNodeUpdated: defineEvent({
    type: 'projects.budget-node-updated.v1',
    summary: 'A node of the budget was added, changed or removed',
    schema: BudgetNodeState,
    example: node,
  }),
} as const;
