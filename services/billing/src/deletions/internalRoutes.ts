import { DeletionRequest } from '@closeout/contracts';
import type { Database } from '@closeout/service-kit';
import express, { Router } from 'express';
import { z } from 'zod';
import { giveUpProject } from './giveUpProject.js';

const ProjectId = z.uuid();

/** For projects, which asks before it deletes a project. */
export function internalDeletionRoutes(db: Database): Router {
  const router = Router();
  router.post('/projects/:id/deletion', express.json(), async (req, res) => {
    const projectId = ProjectId.parse(req.params.id);
    const { version } = DeletionRequest.parse(req.body);
    res.json(await giveUpProject(db, { projectId, version }));
  });
  return router;
}
