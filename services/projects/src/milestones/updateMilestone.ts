import { notFound } from '@closeout/contracts/errors';
import type { MilestonePatch } from '@closeout/contracts/http/projects';
import { fromMinor } from '@closeout/contracts/money';
import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { readAmount, type Project } from '../projects/project.js';
import { openProject } from '../projects/openProject.js';
import { refreshSums } from '../projects/projectStore.js';
import { requireSeesPayments } from '../projects/sight.js';
import { assertNoClosurePending, assertWritable } from '../projects/status.js';
import { isComplete } from '../stages/stage.js';
import { loadStage } from '../stages/stageStore.js';
import {
  assertCanExpect,
  deriveMilestone,
  ownLabel,
  stageNotFound,
  systemLabel,
  type Milestone,
} from './milestone.js';
import { milestoneEvent } from './milestoneAnswer.js';
import { loadMilestone, saveMilestone, type MilestoneAndFacts } from './milestoneStore.js';
import { requestPayments } from './requestPayments.js';

export interface MilestonePlace {
  projectId: string;
  id: string;
}

/**
 * Changes what was agreed; the status follows. When it is tied to a stage that is complete, its payment is requested. A patch that
 * changes nothing makes no new version.
 * @throws DomainError `stage-not-found`, `amount-scale`, `label-reserved` (invalid), `expected-below-received` (conflict)
 */
export async function updateMilestone(
  tx: Tx,
  place: MilestonePlace,
  patch: MilestonePatch,
  ifMatch: number | null,
  actor: Actor,
  now: Date,
): Promise<Milestone> {
  const { project, milestone, facts } = await openMilestone(tx, place, ifMatch, actor);
  requireSeesPayments(actor, project);
  const change = {
    expectedMinor: milestone.expectedMinor,
    dueDate: patch.dueDate === undefined ? milestone.dueDate : patch.dueDate,
    label: milestone.label,
    stageId: patch.stageId === undefined ? milestone.stageId : patch.stageId,
  };
  if (patch.expectedAmount !== undefined) {
    change.expectedMinor = readAmount(patch.expectedAmount, milestone.currency, '/expectedAmount');
    assertCanExpect(milestone, change.expectedMinor, (minor) => fromMinor(minor, milestone.currency));
  }
  if (patch.label === null) change.label = systemLabel(milestone.type, milestone.no);
  else if (patch.label !== undefined && patch.label !== milestone.label)
    change.label = ownLabel(patch.label, '/label');
  const stage = change.stageId ? await loadStage(tx, place.projectId, change.stageId) : null;
  if (change.stageId && !stage) throw stageNotFound(change.stageId);
  const same = (Object.keys(change) as (keyof typeof change)[]).every(
    (name) => change[name] === milestone[name],
  );
  if (same) return milestone;
  const saved = await saveMilestone(tx, milestone, {
    ...change,
    ...deriveMilestone(change.expectedMinor, facts),
  });
  await refreshSums(tx, [place.projectId]);
  tx.emit(milestoneEvent('milestoneUpdated', saved));
  if (!stage || !isComplete(stage) || saved.paymentRequestedAt !== null || saved.status === 'PAID')
    return saved;
  await requestPayments(tx, project, stage, actor, now);
  return { ...saved, paymentRequestedAt: now };
}

/**
 * A live milestone of a project that may be changed, under the project's lock.
 * @throws DomainError `project-not-found`, `milestone-not-found`, `project-read-only`, `closure-pending`, `stale-version`
 */
export async function openMilestone(
  tx: Tx,
  { projectId, id }: MilestonePlace,
  ifMatch: number | null,
  actor: Actor,
): Promise<MilestoneAndFacts & { project: Project }> {
  const project = await openProject(tx, projectId, actor);
  const found = await loadMilestone(tx, projectId, id);
  if (!found || found.milestone.removedAt !== null) throw notFound('milestone', id);
  checkVersion(ifMatch, found.milestone.version);
  assertWritable(project);
  assertNoClosurePending(project);
  return { ...found, project };
}
