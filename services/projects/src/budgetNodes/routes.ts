import { budgetNodeOperations as operations } from '@closeout/contracts/http/projects';
import { command, query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import { openProject } from '../projects/openProject.js';
import { findProject } from '../projects/projectQueries.js';
import { requireSeesCosts } from '../projects/sight.js';
import type { ProjectsKit } from '../ProjectsKit.js';
import { addBudgetNode } from './addBudgetNodes.js';
import { showBudget, showBudgetNode } from './budgetNodeQueries.js';
import { askOrders, keepNode, removeBudgetNode } from './removeBudgetNode.js';
import { updateBudgetNode, type NodePlace } from './updateBudgetNode.js';

export function budgetNodeRoutes(router: Router, kit: ProjectsKit): void {
  const { prisma, db, transaction, clock } = kit;

  query(router, operations.listBudgetNodes, async ({ params, actor }) =>
    showBudget(db, await findProject(prisma, params.id, actor), actor),
  );

  query(
    router,
    operations.getBudgetNode,
    async ({ params, actor }) =>
      showBudgetNode(db, await findProject(prisma, params.id, actor), params.budgetNodeId, actor),
    { derived: true },
  );

  command(router, operations.addBudgetNode, transaction, async (tx, { params, body, actor }) => {
    const project = await openProject(tx, params.id, actor);
    requireSeesCosts(actor, project);
    const node = await addBudgetNode(tx, project, body, clock.now());
    return showBudgetNode(tx, project, node.id, actor);
  });

  command(router, operations.updateBudgetNode, transaction, async (tx, { params, body, ifMatch, actor }) => {
    const place = { projectId: params.id, id: params.budgetNodeId };
    const { project, node } = await updateBudgetNode(tx, place, body, ifMatch, actor, clock.now());
    return showBudgetNode(tx, project, node.id, actor);
  });

  // The requests for which billing may have let go of a node.
  const asked = new WeakSet<object>();
  command(
    router,
    operations.removeBudgetNode,
    transaction,
    (tx, { params, ifMatch, actor }) => removeBudgetNode(tx, placeOf(params), ifMatch, actor),
    {
      prepare: (input) => {
        const { params, ifMatch, actor } = input;
        return askOrders(kit, { ...placeOf(params), ifMatch, actor }, () => asked.add(input));
      },
      recover: async (_error, input) => {
        if (asked.has(input)) await transaction((tx) => keepNode(tx, placeOf(input.params)));
        return false;
      },
    },
  );
}

const placeOf = (params: { id: string; budgetNodeId: string }): NodePlace => ({
  projectId: params.id,
  id: params.budgetNodeId,
});
