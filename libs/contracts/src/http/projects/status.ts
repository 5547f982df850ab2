import { z } from 'zod';
import { statusWordsTable } from '../../vocabulary.js';
import { Day, EnteredDay, Id, Instant, lineOfText, page, PageQuery, prose } from '../../fields.js';
import { defineOperation } from '../operation.js';
import { DryRunQuery } from '../dryRun.js';
import type { Permission } from '../../permissions.js';
import { FinancialClosure } from './closures.js';
import { exampleProject, Project } from './project.js';
import { ProjectStatus } from './vocabulary.js';
import { limits } from '../../limits.js';

const Reason = prose(limits.project.reason).min(1);
const EffectiveDate = EnteredDay.optional().meta({
  description:
    'Since when it holds; today when absent. Not in the future, and not before the change before it (the first one: before the project began)',
});

export const StatusChangeInput = z.strictObject({ reason: Reason, effectiveDate: EffectiveDate });

/** One line of a project’s history. */
export const StatusChange = z.object({
  id: Id,
  action: z.string(),
  from: ProjectStatus.nullable().meta({ description: 'null at creation' }),
  to: ProjectStatus,
  reason: z.string().nullable(),
  effectiveDate: Day,
  changedBy: z.object({ id: Id.nullable(), name: z.string() }),
  changedAt: Instant,
});
export type StatusChange = z.infer<typeof StatusChange>;

/** The project, and the financial closure that was asked for, where the word asked for one. */
const StatusChanged = Project.extend({
  closure: FinancialClosure.omit({ report: true }).optional(),
});

const about = {
  service: 'projects',
  tag: 'Project status',
  record: 'project',
  status: 200,
  answer: Project,
} as const;
const refusals = ['project-not-found', 'transition-not-allowed'] as const;
const changeRefusals = [...refusals, 'date-in-future', 'effective-date-before-last'] as const;

function change(id: string, action: string, summary: string, permission: Permission, reason: string) {
  return defineOperation({
    ...about,
    id,
    method: 'post',
    path: `/projects/{id}/${action}`,
    summary,
    access: { permission },
    params: z.object({ id: Id }),
    query: DryRunQuery,
    body: StatusChangeInput,
    errors: changeRefusals,
    examples: [{ summary, request: { reason } }],
  });
}

function archiving(id: string, action: 'archive' | 'unarchive', summary: string) {
  return defineOperation({
    ...about,
    id,
    method: 'post',
    path: `/projects/{id}/${action}`,
    summary,
    access: { permission: 'projects.delete' },
    params: z.object({ id: Id }),
    errors: refusals,
    examples: [
      {
        summary,
        response: { ...exampleProject, version: 3, status: 'FINALIZED', archived: action === 'archive' },
      },
    ],
  });
}

export const statusOperations = {
  holdProject: change(
    'holdProject',
    'hold',
    'Suspend an active project',
    'projects.change_status',
    'Waiting for hardware',
  ),
  resumeProject: change(
    'resumeProject',
    'resume',
    'Go on with a project on hold',
    'projects.change_status',
    'Hardware is there',
  ),
  cancelProject: change(
    'cancelProject',
    'cancel',
    'Cancel a project',
    'projects.change_status',
    'The customer withdrew',
  ),
  reopenProject: change(
    'reopenProject',
    'reopen',
    'Reopen a closed project',
    'projects.edit',
    'Additional work was ordered',
  ),
  emergencyFinalizeProject: change(
    'emergencyFinalizeProject',
    'emergency-finalize',
    'Finalize without the closure checks; the reason is kept for ever',
    'projects.edit',
    'Abandoned by the customer, nothing left to settle',
  ),
  changeProjectStatus: defineOperation({
    ...about,
    id: 'changeProjectStatus',
    method: 'post',
    path: '/projects/{id}/status',
    summary: 'Change the status, in any of the vocabularies in use',
    description: [
      'Takes a status in any of these words; case, blanks, `_` and `-` do not matter:',
      statusWordsTable(),
      'The change is the action that leads there, and needs the permission of that action; `Inactive` for a FINALIZED project archives it.',
      'A word for FINALIZED closes the project as its closures do, never in an emergency: technically if nothing is pending, then financially, for which it takes both permissions. The answer is the project, TECHNICALLY_CLOSED, with the `closure` that is PENDING; it is FINALIZED when billing has decided (`GET /projects/{id}/financial-closure/{closureId}`). If anything is missing nothing changes: `409 closure-incomplete`, with `missing: [{ code, kind, id, detail, clearedBy }]` (permissions, pending lines, blockers). A word for TECHNICALLY_CLOSED is the technical closure alone.',
    ].join('\n\n'),
    access: 'signed-in',
    params: z.object({ id: Id }),
    query: DryRunQuery,
    answer: StatusChanged,
    body: StatusChangeInput.extend({ status: lineOfText(40).meta({ examples: ['On Hold'] }) }),
    errors: [
      ...changeRefusals,
      'unknown-status',
      'permission-missing',
      'closure-incomplete',
      'service-unavailable',
    ],
    examples: [
      {
        summary: 'As the consulting practice says it',
        request: { status: 'OnHold', reason: 'Waiting for hardware', effectiveDate: '2026-02-01' },
        response: {
          ...exampleProject,
          version: 2,
          status: 'ON_HOLD',
          actions: ['resume', 'cancel', 'emergency-finalize'],
        },
      },
    ],
  }),
  archiveProject: archiving('archiveProject', 'archive', 'Hide a finalized or cancelled project from lists'),
  unarchiveProject: archiving('unarchiveProject', 'unarchive', 'Show an archived project in lists again'),
  listProjectHistory: defineOperation({
    service: 'projects',
    tag: 'Project status',
    id: 'listProjectHistory',
    method: 'get',
    path: '/projects/{id}/history',
    summary: 'Every status change: who, when, from, to, why',
    access: 'signed-in',
    params: z.object({ id: Id }),
    query: PageQuery.omit({ q: true }),
    status: 200,
    answer: page(StatusChange),
    errors: ['project-not-found', 'bad-cursor'],
    examples: [
      {
        summary: 'One change',
        response: {
          items: [
            {
              id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b33',
              action: 'hold',
              from: 'ACTIVE',
              to: 'ON_HOLD',
              reason: 'Waiting for hardware',
              effectiveDate: '2026-02-01',
              changedBy: { id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b11', name: 'Petra Manager' },
              changedAt: '2026-02-01T09:30:00.000Z',
            },
          ],
          nextCursor: null,
        },
      },
    ],
  }),
} as const;
