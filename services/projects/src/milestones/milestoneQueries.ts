import { notFound } from '@closeout/contracts/errors';
import type { Actor } from '@closeout/service-kit/auth';
import type { PrismaClient } from '../generated/prisma/client.js';
import { requireSeesPayments } from '../projects/sight.js';
import { findProject, type VisibleProject } from '../projects/projectQueries.js';
import { milestonesInOrder, type Milestone } from './milestone.js';
import { milestoneFromPrisma } from './milestoneFromPrisma.js';

/** The live milestones of a project, in their order. @throws DomainError `project-not-found`, `permission-missing` */
export async function findMilestones(
  prisma: PrismaClient,
  projectId: string,
  actor: Actor,
): Promise<{ project: VisibleProject; milestones: Milestone[] }> {
  const [project, milestones] = await Promise.all([
    assertSeesPayments(prisma, projectId, actor),
    readMilestones(prisma, projectId),
  ]);
  return { project, milestones };
}

/** The same, for a caller who is known to see them. */
export async function readMilestones(prisma: PrismaClient, projectId: string): Promise<Milestone[]> {
  const rows = await prisma.milestone.findMany({ where: { projectId, removedAt: null } });
  return milestonesInOrder(rows.map(milestoneFromPrisma));
}

/** @throws DomainError as `findMilestones`, and `milestone-not-found` */
export async function findMilestone(
  prisma: PrismaClient,
  projectId: string,
  id: string,
  actor: Actor,
): Promise<{ project: VisibleProject; milestone: Milestone }> {
  const [project, row] = await Promise.all([
    assertSeesPayments(prisma, projectId, actor),
    prisma.milestone.findUnique({ where: { id, projectId, removedAt: null } }),
  ]);
  if (!row) throw notFound('milestone', id);
  return { project, milestone: milestoneFromPrisma(row) };
}

/** Milestones, payments and documents of a project: for those who may see payments, and those who run it. */
export async function assertSeesPayments(
  prisma: PrismaClient,
  projectId: string,
  actor: Actor,
): Promise<VisibleProject> {
  const project = await findProject(prisma, projectId, actor);
  requireSeesPayments(actor, project);
  return project;
}
