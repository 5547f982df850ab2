import { notFound } from '@closeout/contracts/errors';
import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import { openProject } from '../projects/openProject.js';
import { assertWritable } from '../projects/status.js';
import { sayTeam } from './sayTeam.js';
import { deleteMember } from './teamStore.js';

/** Takes somebody off a project. @throws DomainError `member-not-found`, `project-read-only` */
export async function removeMember(tx: Tx, projectId: string, userId: string, actor: Actor): Promise<void> {
  const project = await openProject(tx, projectId, actor);
  assertWritable(project);
  if (!(await deleteMember(tx, projectId, userId))) throw notFound('member', userId);
  await sayTeam(tx, project);
}
