import { z } from 'zod';
import {
  Amount,
  Currency,
  Day,
  EndDayOrMonth,
  Id,
  Instant,
  lineOfText,
  optionalProse,
  StartDayOrMonth,
  Version,
} from '../../fields.js';
import { withAccess } from '../fieldAccess.js';
import { exampleMilestone, Milestone, MilestoneInput } from './milestones.js';
import { OverallCompletion } from './progress.js';
import { AmountFromZero, ProjectStatus, ProjectType, RevenueModel } from './vocabulary.js';
import { limits } from '../../limits.js';

const Totals = z.object({
  received: Amount.meta({ description: 'Issued receipts' }),
  remaining: Amount.meta({ description: 'Budget less received' }),
  milestonesExpected: Amount,
  invoiced: Amount.meta({ description: 'Issued invoices less what was credited, tax included' }),
});

const forMoney =
  'For those with `projects.view_cost_income` or `project_payments.view`, and those who run the project; left out for others';

/** What a list shows of a project. */
export const ProjectSummary = z.object({
  id: Id,
  version: Version,
  number: z.string(),
  title: z.string(),
  status: ProjectStatus,
  archived: z.boolean(),
  customerId: Id,
  customer: z.object({ id: Id, name: z.string() }),
  budgetTotal: withAccess('money', Amount.optional()).meta({ description: forMoney }),
  currency: Currency,
  startDate: Day,
  endDate: Day.nullable(),
  type: z.string().nullable(),
  revenueModel: z.string().nullable(),
  projectManagerId: Id.nullable(),
  technicalManagerId: Id.nullable(),
  quoteId: Id.nullable().meta({ description: 'The quote that it came of, or that it was linked to' }),
  totals: withAccess('money', Totals.optional()).meta({ description: forMoney }),
  completion: OverallCompletion,
  overdue: z
    .boolean()
    .optional()
    .meta({ description: `A milestone is overdue. ${forMoney}` }),
  createdAt: Instant,
});
export type ProjectSummary = z.infer<typeof ProjectSummary>;

const Named = z.object({ id: Id, name: z.string() });

export const Project = ProjectSummary.extend({
  description: z.string().nullable(),
  businessUnitId: z.string().nullable(),
  legalEntityId: z.string().nullable(),
  hourlyRate: withAccess('money', Amount.nullable().optional()).meta({ description: forMoney }),
  internalNotes: withAccess('notes', z.string().nullable().optional()).meta({
    description: 'For those who may edit projects, `projects.edit`',
  }),
  createdBy: Id.nullable(),
  projectManager: Named.nullable()
    .optional()
    .meta({ description: 'With the name; where one project is read' }),
  technicalManager: Named.nullable().optional(),
  updatedAt: Instant,
  milestones: z
    .array(Milestone)
    .optional()
    .meta({ description: 'For those with `project_payments.view`, and those who run the project' }),
  warnings: withAccess('money', z.array(z.object({ code: z.string(), detail: z.string() }))).meta({
    description: 'Empty for those who may not see its sums',
  }),
  actions: z.array(z.string()).meta({ description: 'Status changes that are open now' }),
});
export type Project = z.infer<typeof Project>;

const changeable = {
  title: lineOfText(limits.project.title),
  description: optionalProse(limits.project.description).optional(),
  budgetTotal: AmountFromZero,
  startDate: StartDayOrMonth,
  endDate: EndDayOrMonth.nullish(),
  type: ProjectType.nullish(),
  revenueModel: RevenueModel.nullish(),
  projectManagerId: Id.nullish(),
  technicalManagerId: Id.nullish(),
  businessUnitId: lineOfText(limits.project.businessUnitId).nullish(),
  legalEntityId: lineOfText(limits.project.legalEntityId).nullish(),
  hourlyRate: AmountFromZero.nullish(),
  internalNotes: optionalProse(limits.project.internalNotes).optional(),
};

export const ProjectInput = z.strictObject({
  customerId: Id,
  currency: Currency,
  ...changeable,
  milestones: z.array(MilestoneInput).max(limits.project.milestones).optional(),
});
export type ProjectInput = z.output<typeof ProjectInput>;

/** Everything but customer and currency, which documents were issued on. */
export const ProjectPatch = z.strictObject(changeable).partial();
export type ProjectPatch = z.output<typeof ProjectPatch>;

export const exampleProjectInput: z.input<typeof ProjectInput> = {
  customerId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b21',
  title: 'System Implementation',
  budgetTotal: '8000.00',
  currency: 'EUR',
  startDate: '2026-01',
  endDate: '2026-03',
  milestones: [
    { type: 'ADVANCE', expectedAmount: '3000.00' },
    { type: 'PROGRESS', expectedAmount: '1000.00' },
    { type: 'PROGRESS', expectedAmount: '1000.00' },
    { type: 'FINAL', expectedAmount: '3000.00' },
  ],
};

export const exampleSummary: ProjectSummary = {
  id: exampleMilestone.projectId,
  version: 1,
  number: 'PRJ-2026-0001',
  title: 'System Implementation',
  status: 'ACTIVE',
  archived: false,
  customerId: exampleProjectInput.customerId,
  customer: { id: exampleProjectInput.customerId, name: 'Client A' },
  quoteId: null,
  budgetTotal: '8000.00',
  currency: 'EUR',
  startDate: '2026-01-01',
  endDate: '2026-03-31',
  type: null,
  revenueModel: null,
  projectManagerId: null,
  technicalManagerId: null,
  totals: { received: '0.00', remaining: '8000.00', milestonesExpected: '8000.00', invoiced: '0.00' },
  completion: 0,
  overdue: false,
  createdAt: '2026-01-02T09:30:00.000Z',
};

export const exampleProject: Project = {
  ...exampleSummary,
  description: null,
  businessUnitId: null,
  legalEntityId: null,
  hourlyRate: null,
  internalNotes: null,
  createdBy: null,
  quoteId: null,
  updatedAt: '2026-01-02T09:30:00.000Z',
  milestones: [exampleMilestone],
  warnings: [],
  actions: ['hold', 'technical-closure', 'emergency-finalize', 'cancel'],
};
