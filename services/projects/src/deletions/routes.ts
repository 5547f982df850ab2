import { projectOperations } from '@closeout/contracts/http/projects';
import { command } from '@closeout/service-kit/http';
import type { Router } from 'express';
import type { ProjectsKit } from '../ProjectsKit.js';
import { askBilling, deleteProject, giveUp } from './deleteProject.js';

export function deletionRoutes(router: Router, kit: ProjectsKit): void {
  const { transaction, clock } = kit;
  command(
    router,
    projectOperations.deleteProject,
    transaction,
    (tx, { params, actor }) => deleteProject(tx, params.id, actor, clock.now()),
    {
      prepare: ({ params, ifMatch, actor }) => askBilling(kit, { id: params.id, ifMatch, actor }),
      // Whatever it failed for: what was begun of it is given up.
      recover: async (_error, { params }) => {
        await transaction((tx) => giveUp(tx, params.id));
        return false;
      },
    },
  );
}
