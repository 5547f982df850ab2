import { DomainError, projectOperations, statusOperations } from '@closeout/contracts';
import { command, query } from '@closeout/service-kit';
import type { Router } from 'express';
import type { ProjectsKit } from '../ProjectsKit.js';
import { fetchCustomer } from '../customers/fetchCustomer.js';
import { changeStatus } from './changeStatus.js';
import { createProject } from './createProject.js';
import { listHistory } from './historyQueries.js';
import { listProjects } from './listProjects.js';
import { findProject, showProject } from './projectQueries.js';
import { statusConsequences } from './statusConsequences.js';
import { updateProject } from './updateProject.js';
import { withOpenInvoices } from './withOpenInvoices.js';

export function projectRoutes(router: Router, kit: ProjectsKit): void {
  const { prisma, db, transaction, clock } = kit;

  command(
    router,
    projectOperations.createProject,
    transaction,
    (tx, { body, actor }) => createProject(tx, body, actor, clock.moment()),
    {
      // A customer who was made a moment ago must not be refused because the news of them is still under way.
      recover: async (error, { body, actor }) =>
        isUnknownCustomer(error) && fetchCustomer(kit, body.customerId, actor.clearance),
    },
  );

  query(router, projectOperations.listProjects, ({ query: list, actor }) =>
    listProjects(db, list, actor, clock.today()),
  );

  query(
    router,
    projectOperations.getProject,
    ({ params, actor }) => showProject(prisma, params.id, actor, clock.today()),
    { derived: true },
  );

  command(router, projectOperations.updateProject, transaction, (tx, { params, body, ifMatch, actor }) =>
    updateProject(tx, params.id, body, ifMatch, actor, clock.moment()),
  );
}

function isUnknownCustomer(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'customer-not-found';
}

const moves = [
  [statusOperations.holdProject, 'hold'],
  [statusOperations.resumeProject, 'resume'],
  [statusOperations.cancelProject, 'cancel'],
  [statusOperations.reopenProject, 'reopen'],
  [statusOperations.emergencyFinalizeProject, 'emergency-finalize'],
] as const;

const archiving = [
  [statusOperations.archiveProject, 'archive'],
  [statusOperations.unarchiveProject, 'unarchive'],
] as const;

export function statusRoutes(router: Router, { prisma, transaction, clock, peer }: ProjectsKit): void {
  const dryRun = {
    consequences: statusConsequences,
    notifications: peer('notifications'),
    complete: withOpenInvoices({ prisma, peer }),
  };
  for (const [operation, action] of moves) {
    command(
      router,
      operation,
      transaction,
      (tx, { params, body, ifMatch, actor }) =>
        changeStatus(tx, { ...body, id: params.id, to: { action }, ifMatch }, actor, clock.moment()),
      { dryRun },
    );
  }

  for (const [operation, action] of archiving) {
    command(router, operation, transaction, (tx, { params, ifMatch, actor }) =>
      changeStatus(tx, { id: params.id, to: { action }, reason: null, ifMatch }, actor, clock.moment()),
    );
  }

  command(
    router,
    statusOperations.changeProjectStatus,
    transaction,
    (tx, { params, body, ifMatch, actor }) => {
      const { status, ...rest } = body;
      return changeStatus(
        tx,
        { ...rest, id: params.id, to: { word: status }, ifMatch },
        actor,
        clock.moment(),
      );
    },
    { dryRun },
  );

  query(router, statusOperations.listProjectHistory, async ({ params, query: page, actor }) => {
    await findProject(prisma, params.id, actor);
    return listHistory(prisma, params.id, page);
  });
}
