import { conflict, invalid } from '@closeout/contracts/errors';
import type { Project as ProjectAnswer, ProjectInput } from '@closeout/contracts/http/projects';
import type { Actor } from '@closeout/service-kit/auth';
import { newId, type Moment, type Tx } from '@closeout/service-kit/db';
import { plannedMilestones, type Milestone } from '../milestones/milestone.js';
import { milestoneEvent } from '../milestones/milestoneAnswer.js';
import { assertManagersCanJoin } from '../team/managers.js';
import { sayNewManagers } from '../team/sayAssigned.js';
import { actorRecord } from './actorRecord.js';
import { insertProject } from './insertProject.js';
import { projectAnswer, projectEvent } from './projectAnswer.js';
import { contentOf } from './projectContent.js';
import { sightOf } from './sight.js';

/**
 * Creates a project with its milestones, under the next number of the year.
 * @throws DomainError `customer-not-found` (invalid) when the customer is not known here or not the actor's to see,
 *   `customer-inactive` (conflict), and what its managers, amounts, dates and milestones can be refused for
 */
export async function createProject(
  tx: Tx,
  input: ProjectInput,
  actor: Actor,
  { now, today }: Moment,
): Promise<ProjectAnswer> {
  const author = actorRecord(actor);
  const milestones = plannedMilestones(input.milestones ?? [], input.currency).map((planned) => ({
    ...planned,
    id: newId(),
  }));
  const project = await insertProject(
    tx,
    {
      id: newId(),
      customerId: input.customerId,
      currency: input.currency,
      content: contentOf(input),
      milestones,
      historyId: newId(),
      createdBy: author.id,
      createdByName: author.name,
      now,
      today,
    },
    actor.clearance,
  );
  if (!project) throw customerNotFound(input.customerId);
  if (project.id === null) {
    throw conflict(
      'customer-inactive',
      `${project.customerName} is inactive: no new project can be started for them.`,
    );
  }
  await assertManagersCanJoin(tx, null, project);
  const stored = milestones.map((milestone): Milestone => ({
    ...milestone,
    ...unpaid,
    ...ofProject(project),
  }));
  tx.emit(projectEvent('projectCreated', project));
  for (const milestone of stored) tx.emit(milestoneEvent('milestoneAdded', milestone));
  sayNewManagers(tx, null, project, author.id, now);
  return projectAnswer(project, stored, sightOf(actor, project), today);
}

/** The customer of a new project is not known: the request is wrong, or news of them is still under way. */
export function customerNotFound(customerId: string) {
  const detail = `There is no customer ${customerId}, or it is not yours to see.`;
  return invalid('customer-not-found', detail, [
    { pointer: '/customerId', code: 'customer-not-found', detail },
  ]);
}

/** What no document has said anything of yet. */
const unpaid = {
  version: 1,
  stageId: null,
  receivedMinor: 0n,
  status: 'PLANNED',
  paidDate: null,
  removedAt: null,
  paymentRequestedAt: null,
} as const;

function ofProject(project: { id: string; customerId: string; currency: string }) {
  return { projectId: project.id, customerId: project.customerId, currency: project.currency };
}
