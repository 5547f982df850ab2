import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import type { Project } from './project.js';
import { lockProject } from './projectStore.js';
import { findWriters } from './leftBehind.js';
import { assertVisible, canSee, type Seen } from './visibility.js';

/**
 * A project that the actor may see, locked: what is written in it and a change of its status wait for each other.
 * @throws DomainError `project-not-found`
 */
export async function openProject(tx: Tx, id: string, actor: Actor): Promise<Project & Seen> {
  const project = await lockProject(tx, id);
  if (!project || canSee(actor, project)) return assertVisible(actor, project, id);
  return assertVisible(actor, { ...project, writerIds: await findWriters(tx, id, actor) }, id);
}
