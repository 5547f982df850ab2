import { notFound } from '@closeout/contracts/errors';
import type { ProjectSnapshot } from '@closeout/contracts/http/internal';
import type { Project as ProjectAnswer } from '@closeout/contracts/http/projects';
import type { Actor } from '@closeout/service-kit/auth';
import type { z } from 'zod';
import { asDay } from '../asDay.js';
import type { Prisma, PrismaClient } from '../generated/prisma/client.js';
import { milestonesInOrder } from '../milestones/milestone.js';
import { milestoneState } from '../milestones/milestoneAnswer.js';
import { milestoneFromPrisma } from '../milestones/milestoneFromPrisma.js';
import { findWriters } from './leftBehind.js';
import type { Project } from './project.js';
import { projectAnswer, projectState } from './projectAnswer.js';
import { actorRecord } from './actorRecord.js';
import { sightOf } from './sight.js';
import { assertVisible, type Seen } from './visibility.js';

export type VisibleProject = Project & Seen;

const withCustomer = { customer: { select: { name: true, securityLevel: true } } } as const;

/** A project that the actor may see. @throws DomainError `project-not-found` */
export async function findProject(prisma: PrismaClient, id: string, actor: Actor): Promise<VisibleProject> {
  const [row, works] = await Promise.all([
    prisma.project.findUnique({ where: { id }, include: withCustomer }),
    workOf(prisma, id, actor),
  ]);
  return assertVisible(actor, row && { ...fromPrisma(row), ...works }, id);
}

/** The caller, if on the team, or gone from it with something left behind. Not asked for those who may see everything of a project's work anyway. */
async function workOf(
  prisma: PrismaClient,
  projectId: string,
  actor: Actor,
): Promise<Pick<Seen, 'memberIds' | 'writerIds'>> {
  const userId = actorRecord(actor).id;
  const sees = (permission: string) => actor.permissions.has(permission);
  if (userId === null || (sees('projects.view') && sees('project_stages.view'))) return { memberIds: [] };
  const found = await prisma.teamMember.findUnique({ where: { projectId_userId: { projectId, userId } } });
  if (found) return { memberIds: [userId] };
  if (sees('projects.view')) return { memberIds: [] };
  const db = {
    query: <Row>(text: string, values: readonly unknown[] = []) =>
      prisma.$queryRawUnsafe<Row[]>(text, ...values),
  };
  return { memberIds: [], writerIds: await findWriters(db, projectId, actor) };
}

/** One project as the API answers it. @throws DomainError `project-not-found` */
export async function showProject(
  prisma: PrismaClient,
  id: string,
  actor: Actor,
  today: string,
): Promise<ProjectAnswer> {
  const [row, works] = await Promise.all([
    prisma.project.findUnique({
      where: { id },
      include: { ...withCustomer, milestones: { where: { removedAt: null } } },
    }),
    workOf(prisma, id, actor),
  ]);
  const project = assertVisible(actor, row && { ...fromPrisma(row), ...works }, id);
  const milestones = (row?.milestones ?? []).map(milestoneFromPrisma);
  return {
    ...projectAnswer(project, milestonesInOrder(milestones), sightOf(actor, project), today),
    ...(await managersOf(prisma, project)),
  };
}

/** By name. One who is not known here yet is shown as nobody until the news of them is here. */
async function managersOf(
  prisma: PrismaClient,
  { projectManagerId, technicalManagerId }: Project,
): Promise<Pick<ProjectAnswer, 'projectManager' | 'technicalManager'>> {
  const ids = [projectManagerId, technicalManagerId].filter((id) => id !== null);
  const people =
    ids.length === 0
      ? []
      : await prisma.person.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const named = (id: string | null) => people.find((person) => person.id === id) ?? null;
  return { projectManager: named(projectManagerId), technicalManager: named(technicalManagerId) };
}

type Snapshot = z.input<typeof ProjectSnapshot>;

/** A project with all its milestones, removed ones too, as peers keep them. @throws DomainError `project-not-found` */
export async function projectSnapshot(prisma: PrismaClient, id: string): Promise<Snapshot> {
  const row = await prisma.project.findUnique({
    where: { id },
    include: {
      ...withCustomer,
      milestones: true,
      budgetNodes: { select: { id: true, version: true, projectId: true, code: true, depth: true } },
    },
  });
  if (!row) throw notFound('project', id);
  const milestones = milestonesInOrder(row.milestones.map(milestoneFromPrisma));
  return {
    project: projectState(fromPrisma(row)),
    milestones: milestones.map(milestoneState),
    budgetNodes: row.budgetNodes,
  };
}

/** The same, found by one of its milestones. @throws DomainError `milestone-not-found` */
export async function projectSnapshotByMilestone(
  prisma: PrismaClient,
  milestoneId: string,
): Promise<Snapshot> {
  const milestone = await prisma.milestone.findUnique({
    where: { id: milestoneId },
    select: { projectId: true },
  });
  if (!milestone) throw notFound('milestone', milestoneId);
  return projectSnapshot(prisma, milestone.projectId);
}

type Row = Prisma.ProjectGetPayload<{ include: typeof withCustomer }>;

function fromPrisma({ customer, ...row }: Row): Project {
  return {
    ...row,
    status: row.status as Project['status'],
    type: row.type as Project['type'],
    revenueModel: row.revenueModel as Project['revenueModel'],
    customerName: customer.name,
    securityLevel: customer.securityLevel,
    startDate: asDay(row.startDate),
    endDate: asDay(row.endDate),
    nextDueDate: asDay(row.nextDueDate),
  };
}
