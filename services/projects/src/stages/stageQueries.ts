import { requirePermission, type Actor } from '@closeout/service-kit/auth';
import type { ProjectsKit } from '../ProjectsKit.js';
import { findProject, type VisibleProject } from '../projects/projectQueries.js';
import { seesAsMember } from '../projects/visibility.js';
import type { Stage } from './stage.js';
import { loadStages } from './stageStore.js';

/**
 * The stages of a project, in their order: for those who may see stages, and those who are on the project.
 * @throws DomainError `project-not-found`, `permission-missing`
 */
export async function findStages(
  { prisma, db }: Pick<ProjectsKit, 'prisma' | 'db'>,
  projectId: string,
  actor: Actor,
): Promise<{ project: VisibleProject; stages: Stage[] }> {
  const [project, stages] = await Promise.all([
    findProject(prisma, projectId, actor),
    loadStages(db, projectId),
  ]);
  if (!seesAsMember(actor, project)) requirePermission(actor, 'project_stages.view');
  return { project, stages };
}
