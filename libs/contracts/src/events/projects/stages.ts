import { z } from 'zod';
import { Amount, Currency, Day, Id, Instant, Version, openWordOf } from '../../fields.js';
import { projectRoles } from '../../vocabulary.js';
import { defineEvent } from '../envelope.js';
import { exampleMilestoneState, exampleProjectState, MilestoneState, ProjectState } from './lifecycle.js';

export const StageState = z.object({
  id: Id,
  version: Version,
  projectId: Id,
  name: z.string(),
  description: z.string().nullable(),
  order: z.int(),
  dueDate: Day.nullable(),
  weight: z.int().meta({ description: 'Its part in the overall completion, against the other stages’' }),
  completion: z.int().min(0).max(100),
  dependsOn: z.array(Id),
  removed: z.boolean(),
});
export type StageState = z.input<typeof StageState>;

/** An instruction to billing: draft the invoice of this milestone, once. Carries all that billing needs to do so. */
export const PaymentRequest = z.object({
  milestone: MilestoneState,
  project: ProjectState,
  stage: z.object({ id: Id, name: z.string() }).nullable(),
  requestedBy: Id.nullable(),
  requestedAt: Instant,
});
export type PaymentRequest = z.input<typeof PaymentRequest>;

export const OverdueStage = z.object({ stage: StageState, project: ProjectState, dueDate: Day });
export const OverdueMilestone = z.object({ milestone: MilestoneState, project: ProjectState, dueDate: Day });

export const MemberAssignment = z.object({
  project: ProjectState,
  userId: Id,
  role: openWordOf(projectRoles),
  assignedBy: Id.nullable(),
  assignedAt: Instant,
});
export type MemberAssignment = z.input<typeof MemberAssignment>;

/** Who is on a team; those who run the project stand in its state. */
export const TeamState = z.object({
  project: ProjectState,
  teamVersion: z.int().min(1).meta({ description: 'Counts the changes of the team' }),
  memberIds: z.array(Id),
});
export type TeamState = z.input<typeof TeamState>;

export const BudgetThreshold = z.object({
  project: ProjectState,
  percent: z.int().meta({ description: 'Which threshold was passed: 80 or 100 per cent of the budget' }),
  node: z.object({ id: Id, code: z.string(), name: z.string() }).nullable().meta({
    description: 'null: the project’s whole budget',
  }),
  budget: Amount,
  spent: Amount,
  committed: Amount,
  currency: Currency,
});
export type BudgetThreshold = z.input<typeof BudgetThreshold>;

const stage: StageState = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b34',
  version: 1,
  projectId: exampleProjectState.id,
  name: 'Installation',
  description: null,
  order: 1,
  dueDate: '2026-02-15',
  weight: 1,
  completion: 0,
  dependsOn: [],
  removed: false,
};

export const stageEvents = {
  stageAdded: defineEvent({
    type: 'projects.stage-added.v1',
    summary: 'A phase of work was planned',
    schema: StageState,
    example: stage,
  }),
  stageUpdated: defineEvent({
    type: 'projects.stage-updated.v1',
    summary: 'A stage changed: its plan or its completion',
    schema: StageState,
    example: { ...stage, version: 2, completion: 40 },
  }),
  stageCompleted: defineEvent({
    type: 'projects.stage-completed.v1',
    summary: 'A stage reached 100 per cent',
    schema: StageState,
    example: { ...stage, version: 3, completion: 100 },
  }),
  stageRemoved: defineEvent({
    type: 'projects.stage-removed.v1',
    summary: 'A stage was taken out',
    schema: StageState,
    example: { ...stage, version: 2, removed: true },
  }),
  stageOverdue: defineEvent({
    type: 'projects.stage-overdue.v1',
    summary: 'A stage is not complete and its due date has passed; said once for each due date',
    schema: OverdueStage,
    example: { stage, project: exampleProjectState, dueDate: '2026-02-15' },
  }),
  milestoneOverdue: defineEvent({
    type: 'projects.milestone-overdue.v1',
    summary: 'A milestone is not paid and its due date has passed; said once for each due date',
    schema: OverdueMilestone,
    example: {
      milestone: { ...exampleMilestoneState, dueDate: '2026-01-31' },
      project: exampleProjectState,
      dueDate: '2026-01-31',
    },
  }),
  paymentRequested: defineEvent({
    type: 'projects.payment-requested.v1',
    summary: 'The stage of a milestone is complete: its invoice is to be drafted, once',
    schema: PaymentRequest,
    example: {
      milestone: { ...exampleMilestoneState, stageId: stage.id },
      project: exampleProjectState,
      stage: { id: stage.id, name: stage.name },
      requestedBy: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b11',
      requestedAt: '2026-02-10T09:30:00.000Z',
    },
  }),
  memberAssigned: defineEvent({
    type: 'projects.member-assigned.v1',
    summary: 'Somebody was assigned to a project, as its manager or to its team',
    schema: MemberAssignment,
    example: {
      project: exampleProjectState,
      userId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b12',
      role: 'PROJECT_MANAGER',
      assignedBy: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b11',
      assignedAt: '2026-01-02T09:30:00.000Z',
    },
  }),
  teamChanged: defineEvent({
    type: 'projects.team-changed.v1',
    summary: 'Somebody came to the team of a project, or left it',
    schema: TeamState,
    example: {
      project: exampleProjectState,
      teamVersion: 2,
      memberIds: ['0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b13'],
    },
  }),
  budgetThresholdPassed: defineEvent({
    type: 'projects.budget-threshold-passed.v1',
    summary: 'What is spent and committed passed a threshold of the budget; said once for each threshold',
    schema: BudgetThreshold,
    example: {
      project: exampleProjectState,
      percent: 80,
      node: null,
      budget: '8000.00',
      spent: '5200.00',
      committed: '1300.00',
      currency: 'EUR',
    },
  }),
} as const;
