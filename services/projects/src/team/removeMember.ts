import { notFound } from '@closeout/contracts';
import type { Actor, Tx } from '@closeout/service-kit';
import { lockProject } from '../projects/projectStore.js';
import { assertWritable } from '../projects/status.js';
import { assertVisible } from '../projects/visibility.js';
import { deleteMember } from './teamStore.js';

/** Takes somebody off a project. @throws DomainError `member-not-found`, `project-read-only` */
export async function removeMember(tx: Tx, projectId: string, userId: string, actor: Actor): Promise<void> {
  const project = assertVisible(actor, await lockProject(tx, projectId), projectId);
  assertWritable(project);
  if (!(await deleteMember(tx, projectId, userId))) throw notFound('member', userId);
}
