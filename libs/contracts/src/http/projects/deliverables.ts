import { z } from 'zod';
import {
  Day,
  EnteredDay,
  Id,
  lineOfText,
  optionalProse,
  page,
  PageQuery,
  Version,
  wordOf,
} from '../../fields.js';
import { defineOperation } from '../operation.js';
import { projectReaders } from './readers.js';
import { deliverableStatuses } from '../../vocabulary.js';
import { limits } from '../../limits.js';

export const DeliverableStatus = z.enum(deliverableStatuses);
export type DeliverableStatus = z.infer<typeof DeliverableStatus>;

/** Something that is to be handed over to the customer. */
export const Deliverable = z.object({
  id: Id,
  version: Version,
  projectId: Id,
  name: z.string(),
  description: z.string().nullable(),
  dueDate: Day.nullable(),
  status: DeliverableStatus,
  overdue: z.boolean().meta({ description: 'Due before today, neither delivered nor cancelled' }),
  actions: z.array(DeliverableStatus).meta({ description: 'The statuses that it can be given now' }),
});
export type Deliverable = z.infer<typeof Deliverable>;

export const DeliverableInput = z.strictObject({
  name: lineOfText(limits.deliverable.name),
  description: optionalProse(limits.deliverable.description).optional(),
  dueDate: EnteredDay.nullish(),
});
export type DeliverableInput = z.output<typeof DeliverableInput>;

export const DeliverablePatch = DeliverableInput.partial().extend({
  status: wordOf(deliverableStatuses, {
    delv: 'DELIVERED',
    canc: 'CANCELLED',
    canceled: 'CANCELLED',
  }).optional(),
});
export type DeliverablePatch = z.output<typeof DeliverablePatch>;

export const DeliverableListQuery = PageQuery.omit({ q: true }).extend({
  status: DeliverableStatus.optional(),
});
export type DeliverableListQuery = z.output<typeof DeliverableListQuery>;

const DeliverablePath = z.object({ id: Id, deliverableId: Id });

const example: Deliverable = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b35',
  version: 1,
  projectId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b31',
  name: 'Operator’s manual',
  description: null,
  dueDate: '2026-03-15',
  status: 'INITIAL',
  overdue: false,
  actions: ['READY', 'CANCELLED'],
};

const about = { service: 'projects', tag: 'Deliverables' } as const;

export const deliverableOperations = {
  listDeliverables: defineOperation({
    ...about,
    id: 'listDeliverables',
    method: 'get',
    path: '/projects/{id}/deliverables',
    summary: 'What is to be handed over, in the order in which it was added',
    access: 'signed-in',
    callers: projectReaders,
    params: z.object({ id: Id }),
    query: DeliverableListQuery,
    status: 200,
    answer: page(Deliverable),
    errors: ['project-not-found', 'bad-cursor'],
    examples: [{ summary: 'One of them', response: { items: [example], nextCursor: null } }],
  }),
  getDeliverable: defineOperation({
    ...about,
    id: 'getDeliverable',
    method: 'get',
    path: '/projects/{id}/deliverables/{deliverableId}',
    summary: 'One deliverable',
    access: 'signed-in',
    callers: projectReaders,
    params: DeliverablePath,
    status: 200,
    answer: Deliverable,
    errors: ['project-not-found', 'deliverable-not-found'],
    examples: [{ summary: 'A manual', response: example }],
  }),
  addDeliverable: defineOperation({
    ...about,
    id: 'addDeliverable',
    record: 'deliverable',
    method: 'post',
    path: '/projects/{id}/deliverables',
    summary: 'Add what is to be handed over',
    access: { permission: 'projects.edit' },
    params: z.object({ id: Id }),
    body: DeliverableInput,
    status: 201,
    answer: Deliverable,
    errors: ['project-not-found', 'project-read-only', 'project-status-forbids'],
    examples: [
      {
        summary: 'A manual',
        request: { name: 'Operator’s manual', dueDate: '2026-03-15' },
        response: example,
      },
    ],
  }),
  updateDeliverable: defineOperation({
    ...about,
    id: 'updateDeliverable',
    record: 'deliverable',
    method: 'patch',
    path: '/projects/{id}/deliverables/{deliverableId}',
    summary: 'Change a deliverable, or its status',
    description:
      'INITIAL → READY → DELIVERED; CANCELLED from INITIAL or READY. A status is also taken in the words of the closure workflow (`DELV`, `CANC`). What is delivered or cancelled never changes again.',
    access: { permission: 'projects.edit' },
    params: DeliverablePath,
    body: DeliverablePatch,
    status: 200,
    answer: Deliverable,
    errors: [
      'project-not-found',
      'deliverable-not-found',
      'deliverable-final',
      'deliverable-transition-not-allowed',
      'project-read-only',
      'project-status-forbids',
      'stale-version',
    ],
    examples: [
      {
        summary: 'It is ready',
        request: { status: 'READY' },
        response: { ...example, version: 2, status: 'READY', actions: ['DELIVERED', 'CANCELLED'] },
      },
    ],
  }),
} as const;
