import { z } from 'zod';
import { Amount, Currency, Day, Id } from '../../fields.js';
import { withAccess } from '../fieldAccess.js';
import { defineOperation } from '../operation.js';
import { Stage } from './stages.js';
import { stageReaders } from './readers.js';

/** Two decimals: the mean of whole numbers seldom is one. */
export const OverallCompletion = z.number().min(0).max(100).meta({
  description:
    'Per cent: the mean of the stages’ completion by their weights, to two decimals; 0 without stages, 100 only when all are complete',
});

export const Progress = z.object({
  completion: OverallCompletion,
  stages: z.array(
    Stage.pick({
      id: true,
      name: true,
      order: true,
      completion: true,
      status: true,
      dueDate: true,
      overdue: true,
    }),
  ),
  payments: withAccess(
    'payments',
    z
      .object({
        expected: Amount.meta({ description: 'Sum of the milestones' }),
        invoiced: Amount.meta({ description: 'Issued invoices less what was credited, tax included' }),
        received: Amount.meta({ description: 'Issued receipts' }),
        overdue: Amount.meta({ description: 'What is still to come of overdue milestones' }),
        currency: Currency,
      })
      .optional(),
  ).meta({ description: 'For those with `project_payments.view`, and those who run the project' }),
  timeline: z.object({
    startDate: Day,
    endDate: Day.nullable(),
    elapsedPercent: z
      .int()
      .min(0)
      .max(100)
      .nullable()
      .meta({ description: 'Of the time from start to end; null without an end' }),
  }),
});
export type Progress = z.infer<typeof Progress>;

export const progressOperations = {
  getProgress: defineOperation({
    id: 'getProgress',
    service: 'projects',
    method: 'get',
    path: '/projects/{id}/progress',
    tag: 'Stages',
    summary: 'How far a project has come: work, payments, time',
    access: 'signed-in',
    callers: stageReaders,
    params: z.object({ id: Id }),
    status: 200,
    answer: Progress,
    errors: ['project-not-found', 'permission-missing'],
    examples: [
      {
        summary: 'A project in its second month',
        response: {
          completion: 33.33,
          stages: [
            {
              id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b35',
              name: 'Preparation',
              order: 1,
              completion: 100,
              status: 'COMPLETED',
              dueDate: '2026-01-31',
              overdue: false,
            },
            {
              id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b34',
              name: 'Installation',
              order: 2,
              completion: 0,
              status: 'NOT_STARTED',
              dueDate: '2026-02-10',
              overdue: true,
            },
          ],
          payments: {
            expected: '8000.00',
            invoiced: '4000.00',
            received: '3000.00',
            overdue: '1000.00',
            currency: 'EUR',
          },
          timeline: { startDate: '2026-01-01', endDate: '2026-03-31', elapsedPercent: 51 },
        },
      },
    ],
  }),
} as const;
