import { z } from 'zod';
import { Id, page, PageQuery } from '../../fields.js';
import { defineOperation } from '../operation.js';
import {
  exampleProject,
  exampleProjectInput,
  exampleSummary,
  Project,
  ProjectInput,
  ProjectPatch,
  ProjectSummary,
} from './project.js';
import { ProjectStatus } from './vocabulary.js';
import { projectSorts } from '../../vocabulary.js';

const about = { service: 'projects', tag: 'Projects' } as const;

export const ProjectListQuery = PageQuery.extend({
  status: ProjectStatus.optional(),
  customerId: Id.optional(),
  projectManagerId: Id.optional(),
  archived: z.enum(['true', 'false', 'all']).default('false'),
  overdue: z.enum(['true', 'false']).optional().meta({
    description:
      'Whether a milestone is overdue; of the projects that one runs, for those who may not see money',
  }),
  sort: z.enum(projectSorts).default('-number'),
});
export type ProjectListQuery = z.output<typeof ProjectListQuery>;

/** Why somebody cannot run a project; the same keeps people off its team. */
const ofManagers = ['user-unknown', 'user-inactive', 'member-not-cleared'] as const;

export const projectOperations = {
  createProject: defineOperation({
    ...about,
    id: 'createProject',
    record: 'project',
    method: 'post',
    path: '/projects',
    summary: 'Create a project for a customer, with its milestones',
    description:
      'The number `PRJ-YYYY-0001` is given by the system. Milestones that do not add up to the budget are a warning, not a refusal.',
    access: { permission: 'projects.create' },
    body: ProjectInput,
    // A description, notes and a hundred milestones as long as allowed, with every character escaped.
    maxBodyBytes: 512 * 1024,
    status: 201,
    answer: Project,
    errors: [
      'customer-not-found',
      'customer-inactive',
      ...ofManagers,
      'milestone-exists',
      'end-before-start',
      'amount-scale',
      'amount-too-large',
      'label-reserved',
      'stage-not-found',
      'service-unavailable',
    ],
    examples: [
      { summary: 'A project with four instalments', request: exampleProjectInput, response: exampleProject },
    ],
  }),
  listProjects: defineOperation({
    ...about,
    id: 'listProjects',
    method: 'get',
    path: '/projects',
    summary: 'Projects, newest first',
    description:
      'Without `projects.view`: those that the caller manages. `q` takes words of the number, the title and the customer’s name, in any order. Archived projects are shown only when asked for.',
    access: 'signed-in',
    query: ProjectListQuery,
    status: 200,
    answer: page(ProjectSummary),
    errors: ['bad-cursor'],
    examples: [{ summary: 'One page', response: { items: [exampleSummary], nextCursor: null } }],
  }),
  getProject: defineOperation({
    ...about,
    id: 'getProject',
    method: 'get',
    path: '/projects/{id}',
    summary: 'One project with its milestones and totals',
    access: 'signed-in',
    params: z.object({ id: Id }),
    status: 200,
    answer: Project,
    errors: ['project-not-found'],
    examples: [{ summary: 'A project', response: exampleProject }],
  }),
  updateProject: defineOperation({
    ...about,
    id: 'updateProject',
    record: 'project',
    method: 'patch',
    path: '/projects/{id}',
    summary: 'Change a project’s data',
    description:
      'Customer and currency never change. Budget and hourly rate are changed by those who see them: `projects.view_cost_income`, `project_payments.view`, or running the project. `null` takes an optional value away. Time and materials stays as long as billable hours are undecided, or approved and neither invoiced nor marked. The dates cannot leave out days for which hours are logged that are not rejected.',
    access: { permission: 'projects.edit' },
    params: z.object({ id: Id }),
    body: ProjectPatch,
    status: 200,
    answer: Project,
    errors: [
      'project-not-found',
      'project-read-only',
      'closure-pending',
      'work-not-invoiced',
      'hours-outside-dates',
      ...ofManagers,
      'end-before-start',
      'amount-scale',
      'amount-too-large',
      'stale-version',
      'service-unavailable',
    ],
    examples: [
      {
        summary: 'A new title',
        request: { title: 'System Implementation, phase 1' },
        response: { ...exampleProject, version: 2 },
      },
    ],
  }),
  deleteProject: defineOperation({
    ...about,
    id: 'deleteProject',
    record: 'project',
    method: 'delete',
    path: '/projects/{id}',
    summary: 'Delete a project that has nothing',
    description:
      'One that was entered by mistake: no hours, expenses, documents, drafts, quotes or orders, no change of status, nothing delivered, begun or ticked. Its plan (milestones, stages, team, budget) goes with it; its number stays used. Otherwise `409 project-in-use` with `records: [{ kind, count }]`: cancel and archive it instead. Billing is asked first, so that no document can be made for it meanwhile.',
    access: { permission: 'projects.delete' },
    params: z.object({ id: Id }),
    status: 204,
    errors: [
      'project-not-found',
      'project-in-use',
      'deletion-overtaken',
      'stale-version',
      'service-unavailable',
    ],
  }),
} as const;
