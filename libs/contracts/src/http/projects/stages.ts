import { z } from 'zod';
import { Day, EnteredDay, Id, lineOfText, optionalProse, page, Version } from '../../fields.js';
import { defineOperation } from '../operation.js';
import { stageReaders } from './readers.js';
import { stageStatuses } from '../../vocabulary.js';
import { limits } from '../../limits.js';

export const StageStatus = z.enum(stageStatuses);
export type StageStatus = z.infer<typeof StageStatus>;

export const Completion = z.int().min(0).max(100).meta({ description: 'Per cent' });

export const Stage = z.object({
  id: Id,
  version: Version,
  projectId: Id,
  name: z.string(),
  description: z.string().nullable(),
  order: z.int().meta({ description: 'Its place among the stages of the project, each its own' }),
  dueDate: Day.nullable(),
  weight: z.int(),
  completion: Completion,
  dependsOn: z.array(Id),
  blockedBy: z.array(Id).meta({ description: 'Those of `dependsOn` that are not complete' }),
  status: StageStatus,
  overdue: z.boolean(),
});
export type Stage = z.infer<typeof Stage>;

const changeable = {
  name: lineOfText(limits.stage.name),
  description: optionalProse(limits.stage.description).optional(),
  order: z
    .int()
    .min(0)
    .max(1_000_000)
    .optional()
    .meta({ description: 'At the end when absent; those in the way make room' }),
  dueDate: EnteredDay.nullish(),
  weight: z
    .int()
    .min(1)
    .max(limits.stage.weight)
    .optional()
    .meta({ description: 'Its part in the overall completion; 1 when absent' }),
  dependsOn: z
    .array(Id)
    .max(50)
    .refine((ids) => new Set(ids).size === ids.length, 'expected each stage once')
    .optional()
    .meta({
      description: 'Stages of the same project that must be complete before work on this one goes on',
    }),
};

export const StageInput = z.strictObject(changeable);
export type StageInput = z.output<typeof StageInput>;

export const StagePatch = z.strictObject({ ...changeable, completion: Completion }).partial();
export type StagePatch = z.output<typeof StagePatch>;

const StagePath = z.object({ id: Id, stageId: Id });

export const exampleStage: Stage = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b34',
  version: 1,
  projectId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b31',
  name: 'Installation',
  description: null,
  order: 2,
  dueDate: '2026-02-15',
  weight: 2,
  completion: 0,
  dependsOn: ['0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b35'],
  blockedBy: ['0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b35'],
  status: 'BLOCKED',
  overdue: false,
};

const about = { service: 'projects', tag: 'Stages' } as const;
const planned = [
  'project-not-found',
  'project-read-only',
  'project-status-forbids',
  'stage-unknown',
] as const;

export const stageOperations = {
  listStages: defineOperation({
    ...about,
    id: 'listStages',
    method: 'get',
    path: '/projects/{id}/stages',
    summary: 'The phases of a project’s work, in their order',
    access: 'signed-in',
    callers: stageReaders,
    params: z.object({ id: Id }),
    status: 200,
    answer: page(Stage),
    errors: ['project-not-found', 'permission-missing'],
    examples: [{ summary: 'One of them', response: { items: [exampleStage], nextCursor: null } }],
  }),
  getStage: defineOperation({
    ...about,
    id: 'getStage',
    method: 'get',
    path: '/projects/{id}/stages/{stageId}',
    summary: 'One phase of work',
    access: 'signed-in',
    callers: stageReaders,
    params: StagePath,
    status: 200,
    answer: Stage,
    errors: ['project-not-found', 'stage-not-found', 'permission-missing'],
    examples: [{ summary: 'A stage that waits for another', response: exampleStage }],
  }),
  addStage: defineOperation({
    ...about,
    id: 'addStage',
    record: 'stage',
    method: 'post',
    path: '/projects/{id}/stages',
    summary: 'Plan a phase of work',
    description:
      'A stage whose `order` is taken gets it, and those that follow without a gap move on by one. Work can be planned while the project is ACTIVE or ON_HOLD.',
    access: { permission: 'project_stages.manage' },
    params: z.object({ id: Id }),
    body: StageInput,
    status: 201,
    answer: Stage,
    errors: [...planned, 'stages-limit'],
    examples: [
      {
        summary: 'A stage that waits for another',
        request: {
          name: 'Installation',
          dueDate: '2026-02-15',
          weight: 2,
          dependsOn: ['0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b35'],
        },
        response: exampleStage,
      },
    ],
  }),
  updateStage: defineOperation({
    ...about,
    id: 'updateStage',
    record: 'stage',
    method: 'patch',
    path: '/projects/{id}/stages/{stageId}',
    summary: 'Report progress, or change the plan',
    description: [
      'Completion changes while the project is ACTIVE. It cannot be raised while a stage of `dependsOn` is not complete. When it reaches 100, the payments of the stage’s milestones are requested, each once. It can be lowered again: what depends on the stage and is not complete shows as BLOCKED until it is complete once more, and keeps what was reached.',
      'ON_HOLD, everything but the completion can be changed; TECHNICALLY_CLOSED, only name, description, order and due date.',
      'A new `order` moves the stage there: those in between close up.',
    ].join('\n\n'),
    access: { permission: 'project_stages.manage' },
    params: StagePath,
    body: StagePatch,
    status: 200,
    answer: Stage,
    errors: [...planned, 'stage-not-found', 'stage-blocked', 'stage-cycle', 'stale-version'],
    examples: [
      {
        summary: 'Complete',
        request: { completion: 100 },
        response: { ...exampleStage, version: 5, completion: 100, status: 'COMPLETED', blockedBy: [] },
      },
      {
        summary: 'Sooner in the order, with nothing to wait for',
        request: { order: 1, dependsOn: [] },
        response: {
          ...exampleStage,
          version: 2,
          order: 1,
          dependsOn: [],
          blockedBy: [],
          status: 'NOT_STARTED',
        },
      },
    ],
  }),
  removeStage: defineOperation({
    ...about,
    id: 'removeStage',
    record: 'stage',
    method: 'delete',
    path: '/projects/{id}/stages/{stageId}',
    summary: 'Take a stage out that nothing hangs on',
    description:
      'Refused while milestones are tied to it or other stages depend on it; the refusal names them in `stages` and, to those who see the project’s payments, in `milestones`.',
    access: { permission: 'project_stages.manage' },
    params: StagePath,
    status: 204,
    errors: [
      'project-not-found',
      'stage-not-found',
      'stage-in-use',
      'project-read-only',
      'project-status-forbids',
      'stale-version',
    ],
  }),
} as const;
