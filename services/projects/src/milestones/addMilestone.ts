import { conflict } from '@closeout/contracts/errors';
import type { MilestoneInput } from '@closeout/contracts/http/projects';
import type { Actor } from '@closeout/service-kit/auth';
import { newId, violates, type Tx } from '@closeout/service-kit/db';
import { openProject } from '../projects/openProject.js';
import { requireSeesPayments } from '../projects/sight.js';
import { assertNoClosurePending, assertWritable } from '../projects/status.js';
import { isComplete } from '../stages/stage.js';
import { loadStage } from '../stages/stageStore.js';
import { agreedMilestone, maxMilestones, stageNotFound, systemLabel, type Milestone } from './milestone.js';
import { milestoneEvent } from './milestoneAnswer.js';
import { insertMilestone } from './milestoneStore.js';
import { requestPayments } from './requestPayments.js';

/**
 * Agrees on a payment. The project's lock makes numbers consecutive; the database's partial unique indexes hold that
 * there is one advance and one final payment. When the stage that it is tied to is complete already, its payment is requested at once.
 * @throws DomainError `stage-not-found` (invalid), `milestone-exists`, `milestones-limit`, `project-read-only`, `closure-pending`,
 *   `currency-mismatch` (conflict)
 */
export async function addMilestone(
  tx: Tx,
  projectId: string,
  input: MilestoneInput & { currency?: string },
  actor: Actor,
  now: Date,
): Promise<Milestone> {
  const project = await openProject(tx, projectId, actor);
  requireSeesPayments(actor, project);
  assertWritable(project);
  assertNoClosurePending(project);
  if (input.currency !== undefined && input.currency !== project.currency) {
    throw conflict(
      'currency-mismatch',
      `${project.number} is in ${project.currency}, not in ${input.currency}.`,
    );
  }
  if (project.milestoneCount >= maxMilestones) {
    throw conflict(
      'milestones-limit',
      `${project.number} has ${maxMilestones} milestones, which is as many as there can be.`,
    );
  }
  const agreed = agreedMilestone(input, project.currency);
  const stage = input.stageId ? await loadStage(tx, projectId, input.stageId) : null;
  if (input.stageId && !stage) throw stageNotFound(input.stageId);
  const no = agreed.type === 'PROGRESS' ? project.lastProgressNo + 1 : null;
  const milestone: Milestone = {
    ...agreed,
    id: newId(),
    version: 1,
    projectId,
    customerId: project.customerId,
    currency: project.currency,
    no,
    label: agreed.label ?? systemLabel(agreed.type, no),
    stageId: stage?.id ?? null,
    receivedMinor: 0n,
    status: 'PLANNED',
    paidDate: null,
    removedAt: null,
    paymentRequestedAt: null,
  };
  try {
    await insertMilestone(tx, milestone, now);
  } catch (error) {
    if (!violates(error, 'milestone_one_advance') && !violates(error, 'milestone_one_final')) throw error;
    throw conflict(
      'milestone-exists',
      `${project.number} has its ${milestone.type} milestone already; there is one at most.`,
    );
  }
  tx.emit(milestoneEvent('milestoneAdded', milestone));
  if (!stage || !isComplete(stage)) return milestone;
  await requestPayments(tx, project, stage, actor, now);
  return { ...milestone, paymentRequestedAt: now };
}
