import { DomainError } from '@closeout/contracts/errors';
import type { DryRun } from '@closeout/contracts/http';
import { projectOperations, statusOperations, type ProjectPatch } from '@closeout/contracts/http/projects';
import { command, query } from '@closeout/service-kit/http';
import { namedRecord } from '@closeout/contracts/records';
import type { Router } from 'express';
import type { ProjectsKit } from '../ProjectsKit.js';
import { fetchCustomer } from '../customers/fetchCustomer.js';
import { fetchPeople, isUnknownUser } from '../people/fetchPeople.js';
import { changeStatus } from './changeStatus.js';
import { assertWouldClose, changeStatusByWord } from './changeStatusByWord.js';
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
      // A customer or a manager who was made a moment ago must not be refused because the news of them is still under way.
      recover: async (error, { body, actor }) => {
        if (isUnknownUser(error)) return fetchPeople(kit, managersIn(body));
        if (!isUnknownCustomer(error)) return false;
        const found = await fetchCustomer(kit, body.customerId, actor.clearance);
        if (found) await fetchPeople(kit, managersIn(body));
        return found;
      },
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

  command(
    router,
    projectOperations.updateProject,
    transaction,
    (tx, { params, body, ifMatch, actor }) =>
      updateProject(tx, params.id, body, ifMatch, actor, clock.moment()),
    {
      recover: async (error, { body }) => isUnknownUser(error) && fetchPeople(kit, managersIn(body)),
    },
  );
}

function managersIn({ projectManagerId, technicalManagerId }: ProjectPatch) {
  return [projectManagerId, technicalManagerId];
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

/** @param askAgainMs milliseconds after which billing is asked again about a closure */
export function statusRoutes(router: Router, kit: ProjectsKit, askAgainMs: number): void {
  const { prisma, transaction, clock, peer } = kit;
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
      const { status: word, ...rest } = body;
      const request = { ...rest, id: params.id, word, ifMatch, askAgainMs };
      return changeStatusByWord(tx, request, actor, clock.moment());
    },
    {
      prepare: ({ params, body, actor }) =>
        assertWouldClose(kit, { id: params.id, word: body.status }, actor),
      dryRun: {
        ...dryRun,
        complete: async (found, asked) => withFinalization(await dryRun.complete(found, asked), asked),
      },
    },
  );

  query(router, statusOperations.listProjectHistory, async ({ params, query: page, actor }) => {
    await findProject(prisma, params.id, actor);
    return listHistory(prisma, params.id, page);
  });
}

/** Billing was asked and has nothing against it: what follows when it decides. */
async function withFinalization(found: DryRun, { params }: { params: { id: string } }): Promise<DryRun> {
  const { closure } = found.answer as { closure?: object };
  if (!closure) return found;
  const change = { ...namedRecord('project', params.id), from: 'TECHNICALLY_CLOSED', to: 'FINALIZED' };
  return { ...found, statusChanges: [...found.statusChanges, change] };
}
