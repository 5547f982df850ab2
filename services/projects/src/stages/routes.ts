import { notFound } from '@closeout/contracts/errors';
import { stageOperations as operations } from '@closeout/contracts/http/projects';
import { command, query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import type { ProjectsKit } from '../ProjectsKit.js';
import { stagesDueBy } from '../projects/status.js';
import { addStage } from './addStage.js';
import { removeStage } from './removeStage.js';
import { stageAnswer } from './stageAnswer.js';
import { findStages } from './stageQueries.js';
import { updateStage } from './updateStage.js';

export function stageRoutes(router: Router, kit: ProjectsKit): void {
  const { transaction, clock } = kit;

  query(router, operations.listStages, async ({ params, actor }) => {
    const { project, stages } = await findStages(kit, params.id, actor);
    const until = stagesDueBy(project, clock.today());
    return { items: stages.map((stage) => stageAnswer(stage, stages, until)), nextCursor: null };
  });

  query(
    router,
    operations.getStage,
    async ({ params, actor }) => {
      const { project, stages } = await findStages(kit, params.id, actor);
      const stage = stages.find(({ id }) => id === params.stageId);
      if (!stage) throw notFound('stage', params.stageId);
      return stageAnswer(stage, stages, stagesDueBy(project, clock.today()));
    },
    { derived: true },
  );

  command(router, operations.addStage, transaction, async (tx, { params, body, actor }) => {
    const { project, stage, all } = await addStage(tx, params.id, body, actor, clock.now());
    return stageAnswer(stage, all, stagesDueBy(project, clock.today()));
  });

  command(router, operations.updateStage, transaction, async (tx, { params, body, ifMatch, actor }) => {
    const place = { projectId: params.id, id: params.stageId };
    const { project, stage, all } = await updateStage(tx, place, body, ifMatch, actor, clock.now());
    return stageAnswer(stage, all, stagesDueBy(project, clock.today()));
  });

  command(router, operations.removeStage, transaction, async (tx, { params, ifMatch, actor }) => {
    await removeStage(tx, { projectId: params.id, id: params.stageId }, ifMatch, actor);
  });
}
