import { z } from 'zod';
import { Id, Instant, lineOfText, page } from '../../fields.js';
import { defineOperation } from '../operation.js';
import { projectReaders } from './readers.js';
import { limits } from '../../limits.js';

export const TeamMember = z.object({
  userId: Id,
  name: z.string(),
  active: z.boolean().meta({ description: 'Whether the user can still sign in' }),
  role: z.string().nullable(),
  assignedAt: Instant,
  assignedBy: Id.nullable(),
});
export type TeamMember = z.infer<typeof TeamMember>;

export const TeamMemberInput = z.strictObject({
  userId: Id,
  role: lineOfText(limits.teamMember.role)
    .nullish()
    .meta({
      description: 'What they do on the project, in one’s own words',
      examples: ['Developer'],
    }),
});
export type TeamMemberInput = z.output<typeof TeamMemberInput>;

/** One or many, never both: what is wrong is then named in the shape that was meant, which a union could not do. */
export const TeamInput = z
  .strictObject({
    userId: Id.optional(),
    role: TeamMemberInput.shape.role,
    members: z.array(TeamMemberInput).min(1).max(50).optional(),
  })
  .refine(({ userId, members }) => userId !== undefined || members !== undefined, {
    path: ['userId'],
    error: 'expected a user, or members',
    params: { code: 'required' },
  })
  .refine(({ userId, role, members }) => members === undefined || (userId === undefined && role == null), {
    path: ['members'],
    error: 'expected either one user or members, not both',
  });
export type TeamInput = z.output<typeof TeamInput>;

const example: TeamMember = {
  userId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b13',
  name: 'Tom Member',
  active: true,
  role: 'Developer',
  assignedAt: '2026-01-05T09:30:00.000Z',
  assignedBy: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b12',
};

const about = { service: 'projects', tag: 'Team' } as const;

export const teamOperations = {
  listTeam: defineOperation({
    ...about,
    id: 'listTeam',
    method: 'get',
    path: '/projects/{id}/team',
    summary: 'Who is on a project, besides its managers',
    access: 'signed-in',
    callers: projectReaders,
    params: z.object({ id: Id }),
    status: 200,
    answer: page(TeamMember),
    errors: ['project-not-found'],
    examples: [{ summary: 'One member', response: { items: [example], nextCursor: null } }],
  }),
  assignMembers: defineOperation({
    ...about,
    id: 'assignMembers',
    record: 'project',
    method: 'post',
    path: '/projects/{id}/team',
    summary: 'Assign one or many people to a project',
    description:
      'Either `{ userId, role? }`, answered with the member, or `{ members: [{ userId, role? }] }`, answered with those named, in their order: all are assigned or none. Who is on the team already stays; a role that is named replaces theirs. Members see the project, whatever their permissions.',
    access: { permission: 'project_team.manage' },
    params: z.object({ id: Id }),
    body: TeamInput,
    status: 201,
    answer: z.union([TeamMember, page(TeamMember)]),
    errors: [
      'project-not-found',
      'project-read-only',
      'user-unknown',
      'user-inactive',
      'member-not-cleared',
      'member-repeated',
      'team-limit',
      'service-unavailable',
    ],
    examples: [
      { summary: 'One', request: { userId: example.userId, role: 'Developer' }, response: example },
      {
        summary: 'Many',
        request: {
          members: [
            { userId: example.userId, role: 'Developer' },
            { userId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b14' },
          ],
        },
        response: {
          items: [
            example,
            { ...example, userId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b14', name: 'Tina Member', role: null },
          ],
          nextCursor: null,
        },
      },
    ],
  }),
  removeMember: defineOperation({
    ...about,
    id: 'removeMember',
    record: 'team-member',
    method: 'delete',
    path: '/projects/{id}/team/{userId}',
    summary: 'Take somebody off a project',
    access: { permission: 'project_team.manage' },
    params: z.object({ id: Id, userId: Id }),
    status: 204,
    errors: ['project-not-found', 'member-not-found', 'project-read-only'],
  }),
} as const;
