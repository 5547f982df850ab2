import { Id } from '@closeout/contracts/fields';
import { defineOperation } from '@closeout/contracts/http';
import { ProjectSnapshot } from '@closeout/contracts/http/internal';
import { query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import { z } from 'zod';
import type { ProjectsKit } from '../ProjectsKit.js';
import { projectSnapshot, projectSnapshotByMilestone } from './projectQueries.js';

/** Not part of the public API: the kit lets only other services in here. */
const getProjectSnapshot = defineOperation({
  id: 'getProjectSnapshot',
  service: 'projects',
  method: 'get',
  path: '/projects/{id}',
  tag: 'Internal',
  summary: 'A project with all its milestones, for a peer that was asked about it before its events arrived',
  access: 'signed-in',
  params: z.object({ id: Id }),
  status: 200,
  answer: ProjectSnapshot,
  errors: ['project-not-found'],
});

/** For a peer that was told of a milestone alone. */
const getProjectSnapshotByMilestone = defineOperation({
  ...getProjectSnapshot,
  id: 'getProjectSnapshotByMilestone',
  path: '/milestones/{id}',
  summary: 'The project of a milestone, with all its milestones',
  errors: ['milestone-not-found'],
});

export function internalProjectRoutes(router: Router, { prisma }: ProjectsKit): void {
  query(router, getProjectSnapshot, ({ params }) => projectSnapshot(prisma, params.id));
  query(router, getProjectSnapshotByMilestone, ({ params }) => projectSnapshotByMilestone(prisma, params.id));
}
