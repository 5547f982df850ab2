import type { Project as ProjectAnswer } from '@closeout/contracts/http/projects';
import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import { loadMilestones } from '../milestones/milestoneStore.js';
import type { Project } from './project.js';
import { projectAnswer } from './projectAnswer.js';
import { sightOf } from './sight.js';

/** What a command answers its caller of the project that it changed. */
export async function answerTo(
  tx: Tx,
  project: Project,
  actor: Actor,
  today: string,
): Promise<ProjectAnswer> {
  const sight = sightOf(actor, project);
  const milestones = sight.payments ? await loadMilestones(tx, project.id) : undefined;
  return projectAnswer(project, milestones, sight, today);
}
