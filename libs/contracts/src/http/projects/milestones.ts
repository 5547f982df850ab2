import { z } from 'zod';
import { Amount, Currency, Day, EnteredDay, Id, Instant, lineOfText, page, Version } from '../../fields.js';
import { withAccess } from '../fieldAccess.js';
import { defineOperation } from '../operation.js';
import { AmountAboveZero, MilestoneStatus, MilestoneType } from './vocabulary.js';
import { paymentReaders } from './readers.js';
import { limits } from '../../limits.js';

export const Milestone = withAccess(
  'payments',
  z.object({
    id: Id,
    version: Version,
    projectId: Id,
    type: MilestoneType,
    no: z
      .int()
      .nullable()
      .meta({ description: 'Of PROGRESS milestones: 1, 2, 3 …, given by the system, never reused' }),
    label: z.string(),
    currency: Currency,
    expectedAmount: Amount,
    receivedAmount: Amount.meta({ description: 'Sum of issued receipts' }),
    remainingAmount: Amount.meta({
      description: 'Expected less received; negative when more came than was agreed',
    }),
    status: MilestoneStatus,
    stageId: Id.nullable(),
    paymentRequestedAt: Instant.nullable().meta({
      description: 'When its stage was complete, so that billing was asked to draft the invoice; once',
    }),
    dueDate: Day.nullable(),
    paidDate: Day.nullable().meta({ description: 'Day of payment of the first receipt that still counts' }),
    overdue: z.boolean(),
  }),
);
export type Milestone = z.infer<typeof Milestone>;

const label = lineOfText(limits.milestone.label).meta({
  description:
    'A name of one’s own; without one the system’s: Advance Payment, Progress Payment N, Final Payment',
});

/** A milestone as it is asked for. Its number is the system’s. */
export const MilestoneInput = z.strictObject({
  type: MilestoneType,
  expectedAmount: AmountAboveZero,
  dueDate: EnteredDay.nullish(),
  stageId: Id.nullish().meta({
    description: 'A stage of the project: when it is complete, the payment is requested',
  }),
  label: label.nullish(),
});
export type MilestoneInput = z.output<typeof MilestoneInput>;

/** Type and number of a milestone never change. */
export const MilestonePatch = z.strictObject({
  expectedAmount: AmountAboveZero.optional(),
  dueDate: EnteredDay.nullish(),
  stageId: Id.nullish(),
  label: label.nullish(),
});
export type MilestonePatch = z.output<typeof MilestonePatch>;

export const MilestonePath = z.object({ id: Id, milestoneId: Id });

export const exampleMilestone: Milestone = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b32',
  version: 1,
  projectId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b31',
  type: 'PROGRESS',
  no: 1,
  label: 'Progress Payment 1',
  currency: 'EUR',
  expectedAmount: '1000.00',
  receivedAmount: '0.00',
  remainingAmount: '1000.00',
  status: 'PLANNED',
  stageId: null,
  paymentRequestedAt: null,
  dueDate: '2026-02-28',
  paidDate: null,
  overdue: false,
};

const about = { service: 'projects', tag: 'Milestones' } as const;

export const milestoneOperations = {
  listMilestones: defineOperation({
    ...about,
    id: 'listMilestones',
    method: 'get',
    path: '/projects/{id}/milestones',
    summary: 'The agreed payments of a project: advance, progress in their order, final',
    access: 'signed-in',
    callers: paymentReaders,
    params: z.object({ id: Id }),
    status: 200,
    answer: page(Milestone),
    errors: ['project-not-found', 'permission-missing'],
    examples: [{ summary: 'One of them', response: { items: [exampleMilestone], nextCursor: null } }],
  }),
  getMilestone: defineOperation({
    ...about,
    id: 'getMilestone',
    method: 'get',
    path: '/projects/{id}/milestones/{milestoneId}',
    summary: 'One agreed payment',
    access: 'signed-in',
    callers: paymentReaders,
    params: MilestonePath,
    status: 200,
    answer: Milestone,
    errors: ['project-not-found', 'milestone-not-found', 'permission-missing'],
    examples: [{ summary: 'A progress payment', response: exampleMilestone }],
  }),
  addMilestone: defineOperation({
    ...about,
    id: 'addMilestone',
    record: 'milestone',
    method: 'post',
    path: '/projects/{id}/milestones',
    summary: 'Agree on a payment',
    description:
      'A project has at most one ADVANCE and one FINAL. PROGRESS milestones are numbered by the system and labelled “Progress Payment N” unless they get a name of their own. The payment of a milestone that is tied to a stage is requested when the stage is complete; at once when it is already. Whoever may plan payments must see them too: `project_payments.view`, or running the project.',
    access: { permission: 'project_payments.manage' },
    params: z.object({ id: Id }),
    body: MilestoneInput,
    status: 201,
    answer: Milestone,
    errors: [
      'permission-missing',
      'project-not-found',
      'milestone-exists',
      'milestones-limit',
      'project-read-only',
      'closure-pending',
      'amount-scale',
      'amount-too-large',
      'label-reserved',
      'stage-not-found',
    ],
    examples: [
      {
        summary: 'A progress payment',
        request: { type: 'PROGRESS', expectedAmount: '1000.00', dueDate: '2026-02-28' },
        response: exampleMilestone,
      },
    ],
  }),
  updateMilestone: defineOperation({
    ...about,
    id: 'updateMilestone',
    record: 'milestone',
    method: 'patch',
    path: '/projects/{id}/milestones/{milestoneId}',
    summary: 'Change what was agreed',
    description:
      'Type and number never change. The expected amount cannot be lowered below what was already received. `label: null` gives the system’s label back. A milestone that is tied to a stage that is complete has its payment requested at once. Needs `project_payments.view` too, or running the project.',
    access: { permission: 'project_payments.manage' },
    params: MilestonePath,
    body: MilestonePatch,
    status: 200,
    answer: Milestone,
    errors: [
      'permission-missing',
      'project-not-found',
      'milestone-not-found',
      'project-read-only',
      'closure-pending',
      'expected-below-received',
      'amount-scale',
      'amount-too-large',
      'label-reserved',
      'stage-not-found',
      'stale-version',
    ],
    examples: [
      {
        summary: 'A new due date',
        request: { dueDate: '2026-02-28' },
        response: { ...exampleMilestone, version: 2 },
      },
      {
        summary: 'Due when a stage is complete',
        request: { stageId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b34' },
        response: { ...exampleMilestone, version: 3, stageId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b34' },
      },
    ],
  }),
  removeMilestone: defineOperation({
    ...about,
    id: 'removeMilestone',
    record: 'milestone',
    method: 'delete',
    path: '/projects/{id}/milestones/{milestoneId}',
    summary: 'Take out a milestone that nothing is linked to',
    description:
      'Refused once an invoice or receipt was issued for it. A document that was under way at that moment brings the milestone back.',
    access: { permission: 'projects.delete' },
    params: MilestonePath,
    status: 204,
    errors: [
      'project-not-found',
      'milestone-not-found',
      'milestone-linked',
      'project-read-only',
      'closure-pending',
      'stale-version',
    ],
  }),
} as const;
