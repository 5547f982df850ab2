import { z } from 'zod';
import { Day, Id } from '../../fields.js';
import { defineOperation } from '../operation.js';
import { DryRunQuery } from '../dryRun.js';
import { exampleProject, Project } from './project.js';
import { StatusChangeInput } from './status.js';
import { ProjectStatus } from './vocabulary.js';
import { projectReaders } from './readers.js';

/** One record that holds up the technical closure. */
export const PendingItem = z.object({
  code: z.string().meta({
    description:
      'time-entry-not-submitted, time-entry-not-decided, expense-not-decided, deliverable-open or checklist-open',
  }),
  kind: z.enum(['TIME_ENTRY', 'EXPENSE', 'DELIVERABLE', 'CHECKLIST']),
  id: Id,
  status: z.string().meta({ description: 'Of the record; OPEN of a line of the checklist' }),
  label: z.string().meta({ description: 'What it is called' }),
  person: z.string().nullable().meta({ description: 'Of hours and expenses: who worked or recorded them' }),
  date: Day.nullable().meta({ description: 'Of hours and expenses' }),
  detail: z.string().meta({ description: 'Why it holds the closure up, and who can clear it' }),
  clearedBy: z.string().meta({ description: 'The permission that it takes' }),
});
export type PendingItem = z.infer<typeof PendingItem>;

export const TechnicalClosure = z.object({
  ready: z.boolean().meta({ description: 'Whether the closure is possible now' }),
  status: ProjectStatus,
  pendingCount: z.int(),
  pending: z.array(PendingItem).meta({ description: 'All of it, or the first 500' }),
});
export type TechnicalClosure = z.infer<typeof TechnicalClosure>;

export const TechnicalClosureInput = StatusChangeInput.partial();
export type TechnicalClosureInput = z.output<typeof TechnicalClosureInput>;

const about = {
  service: 'projects',
  tag: 'Technical closure',
  path: '/projects/{id}/technical-closure',
  params: z.object({ id: Id }),
  status: 200,
} as const;

export const technicalClosureOperations = {
  getTechnicalClosure: defineOperation({
    ...about,
    id: 'getTechnicalClosure',
    method: 'get',
    summary: 'What holds up the technical closure of a project',
    description:
      'Hours that are not approved or rejected, expenses that are not settled or rejected, deliverables that are neither delivered nor cancelled, lines of the checklist that are not ticked.',
    access: 'signed-in',
    callers: projectReaders,
    answer: TechnicalClosure,
    errors: ['project-not-found'],
    examples: [
      {
        summary: 'One line is not ticked',
        response: {
          ready: false,
          status: 'ACTIVE',
          pendingCount: 1,
          pending: [
            {
              code: 'checklist-open',
              kind: 'CHECKLIST',
              id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b38',
              status: 'OPEN',
              label: 'The client has signed off',
              person: null,
              date: null,
              detail:
                '“The client has signed off” is not ticked. Someone with projects.edit (Modify projects, reopen and emergency-finalize them) can tick it.',
              clearedBy: 'projects.edit',
            },
          ],
        },
      },
    ],
  }),
  closeTechnically: defineOperation({
    ...about,
    id: 'closeTechnically',
    record: 'project',
    method: 'post',
    summary: 'Close an active project technically, when nothing is pending',
    description:
      'From then on no hours, expenses or deliverables are taken; invoicing and collection go on. The refusal `closure-pending-items` carries the same `pending` as the GET.',
    access: { permission: 'projects.technical_closure' },
    query: DryRunQuery,
    body: TechnicalClosureInput,
    answer: Project,
    errors: [
      'project-not-found',
      'transition-not-allowed',
      'closure-pending-items',
      'date-in-future',
      'effective-date-before-last',
    ],
    examples: [
      {
        summary: 'The work is done',
        request: { reason: 'Accepted by the client', effectiveDate: '2026-03-31' },
        response: {
          ...exampleProject,
          version: 2,
          status: 'TECHNICALLY_CLOSED',
          actions: ['emergency-finalize', 'reopen'],
        },
      },
    ],
  }),
} as const;
