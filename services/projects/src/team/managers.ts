import type { Tx } from '@closeout/service-kit';
import { loadPeopleById } from '../people/personStore.js';
import type { Project } from '../projects/project.js';
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
 * Who comes to run a project has to be somebody who could join its team. Those who run it already are not asked about again.
 * @throws DomainError as `assertCanJoin`
 */
export async function assertManagersCanJoin(
  tx: Pick<Tx, 'query'>,
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
