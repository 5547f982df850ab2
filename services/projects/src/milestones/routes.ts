import { milestoneOperations as operations } from '@closeout/contracts/http/projects';
import { command, query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import type { ProjectsKit } from '../ProjectsKit.js';
import { dueBy } from '../projects/status.js';
import { addMilestone } from './addMilestone.js';
import { milestoneAnswer } from './milestoneAnswer.js';
import { findMilestone, findMilestones } from './milestoneQueries.js';
import { removeMilestone } from './removeMilestone.js';
import { updateMilestone } from './updateMilestone.js';

export function milestoneRoutes(router: Router, { prisma, transaction, clock }: ProjectsKit): void {
  query(router, operations.listMilestones, async ({ params, actor }) => {
    const { project, milestones } = await findMilestones(prisma, params.id, actor);
    const until = dueBy(project, clock.today());
    return { items: milestones.map((milestone) => milestoneAnswer(milestone, until)), nextCursor: null };
  });

  query(
    router,
    operations.getMilestone,
    async ({ params, actor }) => {
      const { project, milestone } = await findMilestone(prisma, params.id, params.milestoneId, actor);
      return milestoneAnswer(milestone, dueBy(project, clock.today()));
    },
    { derived: true },
  );

  command(router, operations.addMilestone, transaction, async (tx, { params, body, actor }) =>
    milestoneAnswer(await addMilestone(tx, params.id, body, actor, clock.now()), clock.today()),
  );

  command(router, operations.updateMilestone, transaction, async (tx, { params, body, ifMatch, actor }) => {
    const place = { projectId: params.id, id: params.milestoneId };
    return milestoneAnswer(
      await updateMilestone(tx, place, body, ifMatch, actor, clock.now()),
      clock.today(),
    );
  });

  command(router, operations.removeMilestone, transaction, async (tx, { params, ifMatch, actor }) => {
    await removeMilestone(tx, { projectId: params.id, id: params.milestoneId }, ifMatch, actor, clock.now());
  });
}
