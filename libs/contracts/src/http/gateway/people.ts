import { z } from 'zod';
import { Id, page, PageQuery } from '../../fields.js';
import { defineOperation } from '../operation.js';

/** A user as colleagues see one: enough to choose somebody, nothing of what they may do. */
export const Colleague = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  active: z.boolean().meta({ description: 'Whether the person can still sign in' }),
});
export type Colleague = z.infer<typeof Colleague>;

const example: Colleague = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b11',
  name: 'Petra Manager',
  email: 'pm@example.com',
  active: true,
};

const about = {
  service: 'gateway',
  tag: 'Users',
  access: {
    anyOf: ['projects.view', 'projects.create', 'projects.edit', 'project_team.manage', 'users.manage'],
  },
} as const;

export const listPeople = defineOperation({
  ...about,
  id: 'listPeople',
  method: 'get',
  path: '/people',
  summary: 'Whom work can be given to: active users, by name',
  description: '`q` takes words of the name or the e-mail address, in any order.',
  query: PageQuery,
  status: 200,
  answer: page(Colleague),
  errors: ['bad-cursor'],
  examples: [{ summary: 'One page', response: { items: [example], nextCursor: null } }],
});

export const getPerson = defineOperation({
  ...about,
  id: 'getPerson',
  method: 'get',
  path: '/people/{id}',
  summary: 'A colleague, also one who has left',
  params: z.strictObject({ id: Id }),
  status: 200,
  answer: Colleague,
  errors: ['user-not-found'],
  examples: [{ summary: 'A project manager', response: example }],
});

export const peopleOperations = { listPeople, getPerson } as const;
