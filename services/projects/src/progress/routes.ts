import { progressOperations as operations } from '@closeout/contracts/http/projects';
import { query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import type { ProjectsKit } from '../ProjectsKit.js';
import { readMilestones } from '../milestones/milestoneQueries.js';
import { canSeePayments } from '../projects/sight.js';
import { findStages } from '../stages/stageQueries.js';
import { progressOf } from './progress.js';

export function progressRoutes(router: Router, kit: ProjectsKit): void {
  query(router, operations.getProgress, async ({ params, actor }) => {
    const { project, stages } = await findStages(kit, params.id, actor);
    const milestones = canSeePayments(actor, project)
      ? await readMilestones(kit.prisma, project.id)
      : undefined;
    return progressOf(project, stages, milestones, kit.clock.today());
  });
}
