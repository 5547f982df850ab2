import { z } from 'zod';
import { Amount, Currency, Day, EnteredDay, Id, Instant, passedOn, prose, Version } from '../../fields.js';
import { withAccess } from '../fieldAccess.js';
import { defineOperation } from '../operation.js';
import { Warning } from '../warning.js';
import { Blocker, ClosureReport, exampleReport } from '../../events/projects/closures.js';
import { DryRunQuery } from '../dryRun.js';
import { closureStatuses } from '../../vocabulary.js';
import { limits } from '../../limits.js';

export const ClosureStatus = z.enum(closureStatuses);
export type ClosureStatus = z.infer<typeof ClosureStatus>;

/** One attempt to finalize a project, and what came of it. */
export const FinancialClosure = z.object({
  closureId: Id,
  version: Version,
  projectId: Id,
  projectVersion: Version.meta({ description: 'Of the project, when it was asked' }),
  status: ClosureStatus,
  reason: z.string().nullable(),
  effectiveDate: Day,
  requestedBy: z.object({ id: Id.nullable(), name: z.string() }),
  requestedAt: Instant,
  attempts: z.int().meta({ description: 'How often billing was asked' }),
  concludedAt: Instant.nullable(),
  withdrawnBecause: z.string().nullable(),
  report: passedOn(ClosureReport).nullable().meta({
    description: 'What was decided on, kept as evidence; null until there is a decision',
  }),
});
export type FinancialClosure = z.infer<typeof FinancialClosure>;

/** What a closure would be decided on if it were asked for now, and those that were. */
export const ClosurePreview = z.object({
  ready: z.boolean(),
  blockers: z.array(passedOn(Blocker)),
  totals: z.object({ cpo: Amount, invoiced: Amount, received: Amount, currency: Currency }),
  basis: passedOn(ClosureReport.shape.basis),
  invoiceLeg: ClosureReport.shape.invoiceLeg,
  cpos: passedOn(ClosureReport.shape.cpos),
  work: ClosureReport.shape.work,
  warnings: withAccess('payments', z.array(Warning).optional()).meta({
    description:
      'Where ordered and received agree: `milestone-not-as-received` for each milestone of which less or more was received than agreed. They forbid nothing, and stay as they are once the project is finalized',
  }),
  closures: z
    .array(FinancialClosure.omit({ report: true }))
    .meta({ description: 'The latest twenty, newest first' }),
});
export type ClosurePreview = z.infer<typeof ClosurePreview>;

const exampleClosure: FinancialClosure = {
  closureId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b3a',
  version: 1,
  projectId: exampleReport.projectId,
  projectVersion: 5,
  status: 'PENDING',
  reason: 'All is paid',
  effectiveDate: '2026-04-01',
  requestedBy: { id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b14', name: 'Fatima Finance' },
  requestedAt: '2026-04-01T09:30:00.000Z',
  attempts: 1,
  concludedAt: null,
  withdrawnBecause: null,
  report: null,
};
const { report: _, ...withoutReport } = exampleClosure;

const about = { service: 'projects', tag: 'Financial closure' } as const;
const whoMaySee = { anyOf: ['projects.finance_closure', 'projects.view_cost_income'] } as const;

export const closureOperations = {
  previewFinancialClosure: defineOperation({
    ...about,
    id: 'previewFinancialClosure',
    method: 'get',
    path: '/projects/{id}/financial-closure',
    summary: 'Whether the project could be finalized now, what stands in the way, and who can clear it',
    description:
      'Ordered, invoiced and received must agree, nothing of an invoice may be due (`invoice-not-settled`), and no money of the project may settle nothing (`credit-left`). A project without a purchase order reconciles its budget in the order’s place (time and materials: what was invoiced); one that was collected by receipts alone leaves the invoices out. Of time and materials, approved billable hours have to be invoiced or marked.',
    access: whoMaySee,
    params: z.object({ id: Id }),
    status: 200,
    answer: ClosurePreview,
    errors: ['project-not-found', 'service-unavailable'],
    examples: [
      {
        summary: 'Ready',
        response: {
          ready: true,
          blockers: [],
          totals: { ...exampleReport.totals, currency: 'EUR' },
          basis: 'CPO',
          invoiceLeg: true,
          cpos: exampleReport.cpos,
          closures: [withoutReport],
        },
      },
    ],
  }),
  requestFinancialClosure: defineOperation({
    ...about,
    id: 'requestFinancialClosure',
    record: 'project',
    method: 'post',
    path: '/projects/{id}/financial-closure',
    summary: 'Finalize a technically closed project, if ordered, invoiced and received agree',
    description:
      'Billing decides; the answer is PENDING until it did. While a closure is pending, asking again answers the same one, and nothing that it rests on can be changed; reopening the project withdraws it. A dry run shows the preview as its answer.',
    access: { permission: 'projects.finance_closure' },
    params: z.object({ id: Id }),
    query: DryRunQuery,
    body: z
      .strictObject({
        reason: prose(limits.project.reason).min(1).optional(),
        effectiveDate: EnteredDay.optional().meta({ description: 'Since when it holds; today when absent' }),
      })
      .default({}),
    status: 202,
    answer: FinancialClosure,
    errors: ['project-not-found', 'transition-not-allowed', 'date-in-future', 'effective-date-before-last'],
    examples: [{ summary: 'Asked', request: { reason: 'All is paid' }, response: exampleClosure }],
  }),
  getFinancialClosure: defineOperation({
    ...about,
    id: 'getFinancialClosure',
    method: 'get',
    path: '/projects/{id}/financial-closure/{closureId}',
    summary: 'One closure: pending, or what was decided on which figures',
    access: whoMaySee,
    params: z.object({ id: Id, closureId: Id }),
    status: 200,
    answer: FinancialClosure,
    errors: ['project-not-found', 'closure-not-found'],
    examples: [
      {
        summary: 'Finalized',
        response: {
          ...exampleClosure,
          version: 2,
          status: 'FINALIZED',
          concludedAt: '2026-04-01T09:30:02.000Z',
          report: exampleReport,
        },
      },
    ],
  }),
} as const;
