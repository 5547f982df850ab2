import { conflict, DomainError } from '@closeout/contracts/errors';
import type { Actor } from '@closeout/service-kit/auth';
import type { Project } from '../projects/project.js';
import { isOnProject, type Seen } from '../projects/visibility.js';

/** Hours are logged by those who work on a project, not by all who see it. @throws DomainError `not-assigned` (forbidden) */
export function assertOnProject(project: Pick<Project, 'number'> & Seen, actor: Actor): void {
  if (isOnProject(actor, project)) return;
  throw new DomainError('forbidden', 'not-assigned', {
    detail: `Only who is on the team of ${project.number}, or runs it, logs hours for it. Someone with project_team.manage can assign you.`,
    extra: { permission: 'project_team.manage' },
  });
}

/**
 * Who left a team and sees the project only for what they left there corrects that, and adds nothing.
 * @throws DomainError `not-assigned` (forbidden)
 */
export function assertMayAdd(project: Pick<Project, 'number'> & Seen, actor: Actor): void {
  if (actor.permissions.has('projects.view') || isOnProject(actor, project)) return;
  throw new DomainError('forbidden', 'not-assigned', {
    detail: `You are no longer on the team of ${project.number}: what you wrote there you can correct, but add nothing. Someone with project_team.manage can assign you.`,
    extra: { permission: 'project_team.manage' },
  });
}

/** @throws DomainError `outside-project` (conflict) */
export function assertInside(
  { number, startDate, endDate }: Pick<Project, 'number' | 'startDate' | 'endDate'>,
  date: string,
): void {
  if (date >= startDate && (endDate === null || date <= endDate)) return;
  const span = endDate === null ? `begins on ${startDate}` : `runs from ${startDate} to ${endDate}`;
  throw conflict(
    'outside-project',
    `${number} ${span}: hours of ${date} are not part of it. Its dates can be changed (permission projects.edit).`,
    { date, startDate, endDate, permission: 'projects.edit' },
  );
}
