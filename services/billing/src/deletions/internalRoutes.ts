import { DeletionRequest, NodeRemovalRequest } from '@closeout/contracts/http/internal';
import type { Database } from '@closeout/service-kit/db';
import express, { Router } from 'express';
import { z } from 'zod';
import { giveUpNode } from './giveUpNode.js';
import { giveUpProject } from './giveUpProject.js';

const Id = z.uuid();

/** For projects, which asks before it deletes a project or removes a node of a budget. */
export function internalDeletionRoutes(db: Database): Router {
  const router = Router();
  router.post('/projects/:id/deletion', express.json(), async (req, res) => {
    const projectId = Id.parse(req.params.id);
    const { version } = DeletionRequest.parse(req.body);
    res.json(await giveUpProject(db, { projectId, version }));
  });
  router.post('/budget-nodes/:id/removal', express.json(), async (req, res) => {
    const node = { ...NodeRemovalRequest.parse(req.body), id: Id.parse(req.params.id) };
    res.json(await db.transaction((tx) => giveUpNode(tx, node)));
  });
  return router;
}
