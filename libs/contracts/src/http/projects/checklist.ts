import { z } from 'zod';
import { Id, Instant, page, Version } from '../../fields.js';
import { defineOperation } from '../operation.js';
import { Person } from './vocabulary.js';
import { projectReaders } from './readers.js';

/** A line of the completion checklist, which every project has from the beginning. */
export const ChecklistItem = z.object({
  id: Id,
  version: Version,
  projectId: Id,
  code: z.string().meta({ description: 'deliverables-accepted, issues-resolved or client-sign-off' }),
  text: z.string(),
  done: z.boolean(),
  doneBy: Person.nullable(),
  doneAt: Instant.nullable(),
});
export type ChecklistItem = z.infer<typeof ChecklistItem>;

export const ChecklistPatch = z.strictObject({ done: z.boolean() });

const item: ChecklistItem = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b38',
  version: 1,
  projectId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b31',
  code: 'client-sign-off',
  text: 'The client has signed off',
  done: false,
  doneBy: null,
  doneAt: null,
};

const about = { service: 'projects', tag: 'Technical closure' } as const;

export const checklistOperations = {
  listChecklist: defineOperation({
    ...about,
    id: 'listChecklist',
    method: 'get',
    path: '/projects/{id}/checklist',
    summary: 'The completion checklist of a project',
    access: 'signed-in',
    callers: projectReaders,
    params: z.object({ id: Id }),
    status: 200,
    answer: page(ChecklistItem),
    errors: ['project-not-found'],
    examples: [{ summary: 'One line of it', response: { items: [item], nextCursor: null } }],
  }),
  updateChecklistItem: defineOperation({
    ...about,
    id: 'updateChecklistItem',
    record: 'checklist-item',
    method: 'patch',
    path: '/projects/{id}/checklist/{itemId}',
    summary: 'Tick or untick a line of the checklist',
    access: { permission: 'projects.edit' },
    params: z.object({ id: Id, itemId: Id }),
    body: ChecklistPatch,
    status: 200,
    answer: ChecklistItem,
    errors: [
      'project-not-found',
      'checklist-item-not-found',
      'project-read-only',
      'project-status-forbids',
      'stale-version',
    ],
    examples: [
      {
        summary: 'The client has signed',
        request: { done: true },
        response: {
          ...item,
          version: 2,
          done: true,
          doneBy: { id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b12', name: 'Petra Manager' },
          doneAt: '2026-03-20T09:30:00.000Z',
        },
      },
    ],
  }),
} as const;
