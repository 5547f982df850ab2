import { requirePermission, type Actor } from '@closeout/service-kit/auth';
import type { Queryable } from '@closeout/service-kit/db';
import { loadPeopleById } from '../people/personStore.js';
import type { Project } from '../projects/project.js';
import { canSeeCosts } from '../projects/sight.js';
import { manages } from '../projects/visibility.js';
import { assertCanJoin, type Named } from './team.js';

export type Managers = Pick<Project, 'projectManagerId' | 'technicalManagerId'>;
export type ManagerRole = 'PROJECT_MANAGER' | 'TECHNICAL_MANAGER';

/** Who runs a project and did not before, and where a request says so; of a new one, everybody who runs it. */
export function newManagers(before: Managers | null, after: Managers): (Named & { role: ManagerRole })[] {
  return (
    [
      ['projectManagerId', 'PROJECT_MANAGER'],
      ['technicalManagerId', 'TECHNICAL_MANAGER'],
    ] as const
  ).flatMap(([field, role]) => {
    const userId = after[field];
    return userId === null || userId === before?.[field] ? [] : [{ userId, role, pointer: `/${field}` }];
  });
}

/**
 * Whoever runs a project sees its money, so that naming somebody gives rights away: it takes the permission to put people on
 * projects, or running the project already; and nobody names themselves to see what they do not see now.
 * @throws DomainError `permission-missing`
 */
export function assertMayAppoint(actor: Actor, before: Project, after: Managers): void {
  const named = newManagers(before, after);
  if (named.length === 0 || manages(actor, before)) return;
  requirePermission(actor, 'project_team.manage');
  if (named.some(({ userId }) => userId === actor.id) && !canSeeCosts(actor, before))
    requirePermission(actor, 'projects.view_cost_income');
}

/**
 * Who comes to run a project has to be somebody who could join its team. Those who run it already are not asked about again.
 * @throws DomainError as `assertCanJoin`
 */
export async function assertManagersCanJoin(
  tx: Queryable,
  before: Managers | null,
  project: Project,
): Promise<void> {
  const named = newManagers(before, project);
  if (named.length === 0) return;
  const people = await loadPeopleById(
    tx,
    named.map(({ userId }) => userId),
  );
  assertCanJoin(project, named, people);
}
