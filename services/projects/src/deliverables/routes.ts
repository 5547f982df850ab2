import { deliverableOperations as operations } from '@closeout/contracts/http/projects';
import { command, query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import type { Project } from '../projects/project.js';
import { findProject } from '../projects/projectQueries.js';
import { dueBy } from '../projects/status.js';
import type { ProjectsKit } from '../ProjectsKit.js';
import { addDeliverable } from './addDeliverable.js';
import type { Deliverable } from './deliverable.js';
import { deliverableAnswer } from './deliverableAnswer.js';
import { findDeliverable, listDeliverables } from './deliverableQueries.js';
import { updateDeliverable } from './updateDeliverable.js';

export function deliverableRoutes(router: Router, { prisma, db, transaction, clock }: ProjectsKit): void {
  const answerOf = (project: Pick<Project, 'status'>) => (deliverable: Deliverable) =>
    deliverableAnswer(deliverable, dueBy(project, clock.today()));
  // Only of a project in which work goes on are they changed.
  const answer = answerOf({ status: 'ACTIVE' });

  query(router, operations.listDeliverables, async ({ params, query: list, actor }) => {
    const project = await findProject(prisma, params.id, actor);
    const { items, nextCursor } = await listDeliverables(db, params.id, list);
    return { items: items.map(answerOf(project)), nextCursor };
  });

  query(
    router,
    operations.getDeliverable,
    async ({ params, actor }) => {
      const project = await findProject(prisma, params.id, actor);
      return answerOf(project)(await findDeliverable(db, params.id, params.deliverableId));
    },
    { derived: true },
  );

  command(router, operations.addDeliverable, transaction, async (tx, { params, body, actor }) =>
    answer(await addDeliverable(tx, params.id, body, actor, clock.now())),
  );

  command(router, operations.updateDeliverable, transaction, async (tx, { params, body, ifMatch, actor }) => {
    const place = { projectId: params.id, id: params.deliverableId };
    return answer(await updateDeliverable(tx, place, body, ifMatch, actor));
  });
}
