import { checklistOperations as operations } from '@closeout/contracts/http/projects';
import { command, query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import { findProject } from '../projects/projectQueries.js';
import type { ProjectsKit } from '../ProjectsKit.js';
import { checklistItemAnswer } from './checklistItem.js';
import { loadChecklist } from './checklistStore.js';
import { tickItem } from './tickItem.js';

export function checklistRoutes(router: Router, { prisma, db, transaction, clock }: ProjectsKit): void {
  query(router, operations.listChecklist, async ({ params, actor }) => {
    await findProject(prisma, params.id, actor);
    return { items: (await loadChecklist(db, params.id)).map(checklistItemAnswer), nextCursor: null };
  });

  command(
    router,
    operations.updateChecklistItem,
    transaction,
    async (tx, { params, body, ifMatch, actor }) => {
      const place = { projectId: params.id, id: params.itemId };
      return checklistItemAnswer(await tickItem(tx, place, body.done, ifMatch, actor, clock.now()));
    },
  );
}
