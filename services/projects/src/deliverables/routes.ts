import { deliverableOperations as operations } from '@closeout/contracts';
import { command, query } from '@closeout/service-kit';
import type { Router } from 'express';
import { findProject } from '../projects/projectQueries.js';
import type { ProjectsKit } from '../ProjectsKit.js';
import { addDeliverable } from './addDeliverable.js';
import type { Deliverable } from './deliverable.js';
import { deliverableAnswer } from './deliverableAnswer.js';
import { findDeliverable, listDeliverables } from './deliverableQueries.js';
import { updateDeliverable } from './updateDeliverable.js';

export function deliverableRoutes(router: Router, { prisma, db, transaction, clock }: ProjectsKit): void {
  const answer = (deliverable: Deliverable) => deliverableAnswer(deliverable, clock.today());

  query(router, operations.listDeliverables, async ({ params, query: list, actor }) => {
    await findProject(prisma, params.id, actor);
    const { items, nextCursor } = await listDeliverables(db, params.id, list);
    return { items: items.map(answer), nextCursor };
  });

  query(
    router,
    operations.getDeliverable,
    async ({ params, actor }) => {
      await findProject(prisma, params.id, actor);
      return answer(await findDeliverable(db, params.id, params.deliverableId));
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
