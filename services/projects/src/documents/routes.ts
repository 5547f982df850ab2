import { documentOperations as operations } from '@closeout/contracts/http/projects';
import { query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import type { ProjectsKit } from '../ProjectsKit.js';
import { assertSeesPayments } from '../milestones/milestoneQueries.js';
import { listDocuments } from './documentQueries.js';

export function documentRoutes(router: Router, { prisma, db }: ProjectsKit): void {
  query(router, operations.listProjectDocuments, async ({ params, query: page, actor }) => {
    await assertSeesPayments(prisma, params.id, actor);
    return listDocuments(db, params.id, page);
  });
}
