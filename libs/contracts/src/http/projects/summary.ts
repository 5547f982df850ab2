import { z } from 'zod';
import { Day, Id, Instant } from '../../fields.js';
import { withAccess } from '../fieldAccess.js';
import { defineOperation } from '../operation.js';
import { Month, Sum, waitingLine } from '../summary.js';
import { Person, ProjectStatus } from './vocabulary.js';

export const projectsWaitingCodes = [
  'time-entries-to-approve',
  'expenses-to-settle',
  'time-entries-to-submit',
  'stages-overdue',
  'milestones-overdue',
  'technical-closures-ready',
  'financial-closures-rejected',
  'financial-closures-stalled',
  'financial-closures-open',
] as const;
export type ProjectsWaitingCode = (typeof projectsWaitingCodes)[number];

export const ProjectsSummary = z.object({
  today: Day.meta({ description: 'The seller’s day, which decides what is overdue' }),
  byStatus: z
    .array(z.object({ status: ProjectStatus, count: z.int() }))
    .meta({ description: 'How many projects that are not archived have each status' }),
  waiting: withAccess('duty', z.array(waitingLine(projectsWaitingCodes))),
  expected: withAccess('payments', z.array(Sum.extend({ month: Month }))).meta({
    description:
      'What is still to come of payments that were agreed, by the month they are due in: from half a year ago, where older ones count too, to half a year ahead. Of projects that are not finalized or cancelled',
  }),
  closures: z
    .object({
      count: z.int(),
      items: z.array(
        z.object({
          closureId: Id,
          projectId: Id,
          number: z.string(),
          title: z.string(),
          requestedBy: Person,
          requestedAt: Instant,
          stalled: z.boolean(),
        }),
      ),
    })
    .nullable()
    .meta({
      description: 'Financial closures that are being decided, the first ten; null for who may not see them',
    }),
});
export type ProjectsSummary = z.infer<typeof ProjectsSummary>;

export const summaryOperations = {
  getProjectsSummary: defineOperation({
    id: 'getProjectsSummary',
    service: 'projects',
    method: 'get',
    path: '/projects/summary',
    tag: 'Projects',
    summary: 'What waits for me in projects, how many there are, what is expected of them',
    description: 'Counts and sums are of what the caller may see in the lists, and no more.',
    access: 'signed-in',
    status: 200,
    answer: ProjectsSummary,
    errors: [],
    examples: [
      {
        summary: 'A project manager’s',
        response: {
          today: '2026-02-01',
          byStatus: [
            { status: 'ACTIVE', count: 12 },
            { status: 'TECHNICALLY_CLOSED', count: 1 },
          ],
          waiting: [
            {
              code: 'expenses-to-settle',
              count: 2,
              amounts: [{ currency: 'EUR', amount: '180.00' }],
              hours: null,
              records: [
                {
                  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b31',
                  number: 'PRJ-2026-0001',
                  title: 'System Implementation',
                  count: 2,
                  currency: 'EUR',
                  amount: '180.00',
                  since: '2026-01-20',
                },
              ],
            },
          ],
          expected: [{ month: '2026-03', currency: 'EUR', amount: '5000.00' }],
          closures: { count: 0, items: [] },
        },
      },
    ],
  }),
} as const;
