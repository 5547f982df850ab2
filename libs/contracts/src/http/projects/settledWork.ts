import { z } from 'zod';
import { Amount, Day, Id, prose } from '../../fields.js';
import { defineOperation } from '../operation.js';
import { workSettlements } from '../../vocabulary.js';
import { limits } from '../../limits.js';

/** What becomes of approved billable hours that the product does not invoice itself. */
export const WorkSettlement = z.enum(workSettlements);
export type WorkSettlement = z.infer<typeof WorkSettlement>;

/** Which hours: those named, those until a day, or all. */
const selection = {
  entryIds: z.array(Id).min(1).max(500).optional(),
  until: Day.optional().meta({ description: 'All of this day and before' }),
  all: z.literal(true).optional(),
};
const selectsOnce = (body: { entryIds?: unknown; until?: unknown; all?: unknown }): boolean =>
  [body.entryIds, body.until, body.all].filter((given) => given !== undefined).length === 1;
const selectsOnceError = { path: ['entryIds'], error: 'expected one of entryIds, until and all' };

export const SettleWorkInput = z
  .strictObject({ ...selection, as: WorkSettlement, reason: prose(limits.project.reason).min(1) })
  .refine(selectsOnce, selectsOnceError);
export type SettleWorkInput = z.output<typeof SettleWorkInput>;

export const UnsettleWorkInput = z
  .strictObject({ ...selection, reason: prose(limits.project.reason).min(1) })
  .refine(selectsOnce, selectsOnceError);
export type UnsettleWorkInput = z.output<typeof UnsettleWorkInput>;

/** What was marked, and what is left to be invoiced or marked. */
export const SettledWork = z.object({
  changed: z.object({ entries: z.int(), hours: z.string() }),
  left: z.object({
    entries: z.int(),
    hours: z.string(),
    amount: Amount.nullable().meta({ description: 'At the project’s hourly rate; null where it has none' }),
  }),
});
export type SettledWork = z.infer<typeof SettledWork>;

const settling = [
  'project-not-found',
  'time-entry-not-found',
  'time-entry-not-settleable',
  'project-read-only',
  'closure-pending',
] as const;
const about = { service: 'projects', tag: 'Time' } as const;

export const settledWorkOperations = {
  settleWork: defineOperation({
    ...about,
    id: 'settleWork',
    record: 'project',
    method: 'post',
    path: '/projects/{id}/time-entries/settle',
    summary: 'Mark approved billable hours as invoiced elsewhere, or write them off',
    description:
      'Hours of time and materials that are neither invoiced nor marked keep the project from being finalized (`work-not-invoiced`). Named entries must all be approved, billable and unmarked; otherwise nothing is marked.',
    access: { permission: 'projects.finance_closure' },
    params: z.object({ id: Id }),
    body: SettleWorkInput,
    status: 200,
    answer: SettledWork,
    errors: settling,
    examples: [
      {
        summary: 'All that there is',
        request: { all: true, as: 'INVOICED_ELSEWHERE', reason: 'On the invoice of the old system' },
        response: {
          changed: { entries: 1, hours: '7.50' },
          left: { entries: 0, hours: '0.00', amount: '0.00' },
        },
      },
    ],
  }),
  unsettleWork: defineOperation({
    ...about,
    id: 'unsettleWork',
    record: 'project',
    method: 'post',
    path: '/projects/{id}/time-entries/unsettle',
    summary: 'Take such marks back: the hours are to be invoiced again',
    access: { permission: 'projects.finance_closure' },
    params: z.object({ id: Id }),
    body: UnsettleWorkInput,
    status: 200,
    answer: SettledWork,
    errors: settling,
    examples: [
      {
        summary: 'One entry',
        request: {
          entryIds: ['0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b37'],
          reason: 'They were not on that invoice',
        },
        response: {
          changed: { entries: 1, hours: '7.50' },
          left: { entries: 1, hours: '7.50', amount: '937.50' },
        },
      },
    ],
  }),
} as const;
