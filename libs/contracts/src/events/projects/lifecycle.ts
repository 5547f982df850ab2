import { z } from 'zod';
import { Amount, Currency, Day, Id, Instant, Version, openWordOf, openWordOrNull } from '../../fields.js';
import {
  milestoneStatuses,
  milestoneTypes,
  projectStatuses,
  projectTypes,
  revenueModels,
} from '../../vocabulary.js';
import { defineEvent } from '../envelope.js';

export const ProjectState = z.object({
  id: Id,
  version: Version,
  number: z.string(),
  customerId: Id,
  title: z.string(),
  description: z.string().nullable(),
  status: openWordOf(projectStatuses),
  archived: z.boolean(),
  budgetTotal: Amount,
  currency: Currency,
  startDate: Day,
  endDate: Day.nullable(),
  type: openWordOrNull(projectTypes),
  revenueModel: openWordOrNull(revenueModels),
  projectManagerId: Id.nullable(),
  technicalManagerId: Id.nullable(),
  businessUnitId: z.string().nullable(),
  legalEntityId: z.string().nullable(),
  createdAt: Instant,
  createdBy: Id.nullable(),
  /** The quote whose approval it came of, or that it was linked to later. */
  quoteId: Id.nullable().optional(),
});
export type ProjectState = z.input<typeof ProjectState>;

export const MilestoneState = z.object({
  id: Id,
  version: Version,
  projectId: Id,
  customerId: Id,
  currency: Currency,
  type: openWordOf(milestoneTypes),
  no: z.int().nullable(),
  label: z.string(),
  expectedAmount: Amount,
  receivedAmount: Amount,
  remainingAmount: Amount,
  status: openWordOf(milestoneStatuses),
  stageId: Id.nullable(),
  dueDate: Day.nullable(),
  paidDate: Day.nullable(),
  removed: z.boolean(),
});
export type MilestoneState = z.input<typeof MilestoneState>;

/** A status change, with the project's whole state after it. */
export const ProjectStatusChange = z.object({
  project: ProjectState,
  from: openWordOf(projectStatuses),
  to: openWordOf(projectStatuses),
  action: z.string(),
  reason: z.string().nullable(),
  effectiveDate: Day,
  changedBy: Id.nullable(),
  changedAt: Instant,
});

export const exampleProjectState: ProjectState = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b31',
  version: 1,
  number: 'PRJ-2026-0001',
  customerId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b21',
  title: 'System Implementation',
  description: null,
  status: 'ACTIVE',
  archived: false,
  budgetTotal: '8000.00',
  currency: 'EUR',
  startDate: '2026-01-01',
  endDate: '2026-03-31',
  type: null,
  revenueModel: null,
  projectManagerId: null,
  technicalManagerId: null,
  businessUnitId: null,
  legalEntityId: null,
  createdAt: '2026-01-02T09:30:00.000Z',
  createdBy: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b11',
};
export const exampleMilestoneState: MilestoneState = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b32',
  version: 1,
  projectId: exampleProjectState.id,
  customerId: exampleProjectState.customerId,
  currency: 'EUR',
  type: 'ADVANCE',
  no: null,
  label: 'Advance Payment',
  expectedAmount: '3000.00',
  receivedAmount: '0.00',
  remainingAmount: '3000.00',
  status: 'PLANNED',
  stageId: null,
  dueDate: null,
  paidDate: null,
  removed: false,
};
const paid: MilestoneState = {
  ...exampleMilestoneState,
  version: 2,
  receivedAmount: '3000.00',
  remainingAmount: '0.00',
  status: 'PAID',
  paidDate: '2026-01-31',
};

/** A project that had nothing is gone; its number stays used. */
export const ProjectDeletion = z.object({
  projectId: Id,
  version: Version.meta({ description: 'After every version that the project had' }),
  number: z.string(),
  title: z.string(),
  customerId: Id,
  projectManagerId: Id.nullable(),
  technicalManagerId: Id.nullable(),
  deletedBy: Id.nullable(),
  deletedAt: Instant,
});
export type ProjectDeletion = z.input<typeof ProjectDeletion>;

export const lifecycleEvents = {
  projectCreated: defineEvent({
    type: 'projects.project-created.v1',
    summary: 'A project was created',
    schema: ProjectState,
    example: exampleProjectState,
  }),
  projectUpdated: defineEvent({
    type: 'projects.project-updated.v1',
    summary: 'A project’s own data changed',
    schema: ProjectState,
    example: { ...exampleProjectState, version: 2, title: 'System Implementation, phase 1' },
  }),
  projectStatusChanged: defineEvent({
    type: 'projects.project-status-changed.v1',
    summary: 'A project moved from one status to another',
    schema: ProjectStatusChange,
    example: {
      project: { ...exampleProjectState, version: 2, status: 'ON_HOLD' },
      from: 'ACTIVE',
      to: 'ON_HOLD',
      action: 'hold',
      reason: 'Waiting for the customer’s hardware',
      effectiveDate: '2026-02-01',
      changedBy: exampleProjectState.createdBy,
      changedAt: '2026-02-01T09:30:00.000Z',
    },
  }),
  projectDeleted: defineEvent({
    type: 'projects.project-deleted.v1',
    summary: 'A project that had nothing was deleted; its number stays used',
    schema: ProjectDeletion,
    example: {
      projectId: exampleProjectState.id,
      version: 2,
      number: exampleProjectState.number,
      title: exampleProjectState.title,
      customerId: exampleProjectState.customerId,
      projectManagerId: exampleProjectState.projectManagerId,
      technicalManagerId: exampleProjectState.technicalManagerId,
      deletedBy: exampleProjectState.createdBy,
      deletedAt: '2026-01-03T09:30:00.000Z',
    },
  }),
  milestoneAdded: defineEvent({
    type: 'projects.milestone-added.v1',
    summary: 'A payment was agreed',
    schema: MilestoneState,
    example: exampleMilestoneState,
  }),
  milestoneUpdated: defineEvent({
    type: 'projects.milestone-updated.v1',
    summary: 'A milestone changed: what was agreed of it, or its derived status',
    schema: MilestoneState,
    example: { ...exampleMilestoneState, version: 2, dueDate: '2026-02-28' },
  }),
  milestoneRemoved: defineEvent({
    type: 'projects.milestone-removed.v1',
    summary: 'A milestone that nothing was linked to was taken out',
    schema: MilestoneState,
    example: { ...exampleMilestoneState, version: 2, removed: true },
  }),
  paymentReceived: defineEvent({
    type: 'projects.payment-received.v1',
    summary: 'What was received for a milestone changed, derived from issued receipts',
    schema: MilestoneState,
    example: paid,
  }),
} as const;
