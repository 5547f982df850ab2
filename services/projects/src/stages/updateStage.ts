import { conflict, notFound } from '@closeout/contracts/errors';
import type { StagePatch } from '@closeout/contracts/http/projects';
import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { requestPayments } from '../milestones/requestPayments.js';
import { openProject } from '../projects/openProject.js';
import { assertAllows, assertWritable } from '../projects/status.js';
import { movedStages, withChanges, type SavedStage } from './addStage.js';
import { assertDependencies } from './dependencies.js';
import { makeRoom } from './order.js';
import { blockersOf, isComplete, type Stage } from './stage.js';
import { stageEvent } from './stageAnswer.js';
import { workBetween } from './stageWork.js';
import { loadStages, refreshCompletion, saveDependencies, saveStages } from './stageStore.js';

export interface StagePlace {
  projectId: string;
  id: string;
}

/**
 * Changes the plan of a stage, its completion, or both. When it becomes complete, the payments of its milestones are requested
 * in the same transaction. A patch that changes nothing makes no new version.
 * @throws DomainError `stage-blocked`, `stage-cycle`, `project-read-only`, `project-status-forbids` (conflict), `stage-unknown` (invalid)
 */
export async function updateStage(
  tx: Tx,
  { projectId, id }: StagePlace,
  patch: StagePatch,
  ifMatch: number | null,
  actor: Actor,
  now: Date,
): Promise<SavedStage> {
  const project = await openProject(tx, projectId, actor);
  const all = await loadStages(tx, projectId);
  const before = all.find((stage) => stage.id === id);
  if (!before) throw notFound('stage', id);
  checkVersion(ifMatch, before.version);
  assertWritable(project);
  const after = patched(before, patch);
  const works = workBetween(before, after);
  if (works.length === 0) return { project, stage: before, all };
  for (const work of works) assertAllows(project, work);
  if (works.includes('planning')) assertDependencies(all, id, after.dependsOn);
  if (after.completion > before.completion) assertNotBlocked(after, all);

  const others = all.filter((stage) => stage !== before);
  const places =
    after.order === before.order ? new Map<string, number>() : makeRoom(others, before.order, after.order);
  const changed = [after, ...movedStages(others, places)];
  await saveStages(tx, changed);
  if (works.includes('planning')) await saveDependencies(tx, after);
  const saved = withChanges(all, changed).sort((a, b) => a.order - b.order);
  await refreshCompletion(tx, projectId, saved);
  const completed = isComplete(after) && !isComplete(before);
  for (const stage of changed)
    tx.emit(stageEvent(completed && stage === after ? 'stageCompleted' : 'stageUpdated', stage));
  if (completed) await requestPayments(tx, project, after, actor, now);
  return { project, stage: after, all: saved };
}

function patched(before: Stage, patch: StagePatch): Stage {
  return {
    ...before,
    version: before.version + 1,
    name: patch.name ?? before.name,
    description: patch.description === undefined ? before.description : patch.description,
    order: patch.order ?? before.order,
    dueDate: patch.dueDate === undefined ? before.dueDate : patch.dueDate,
    weight: patch.weight ?? before.weight,
    completion: patch.completion ?? before.completion,
    dependsOn: patch.dependsOn ? [...patch.dependsOn].sort() : before.dependsOn,
  };
}

function assertNotBlocked(stage: Stage, all: readonly Stage[]): void {
  const blockers = blockersOf(stage, all);
  if (blockers.length === 0) return;
  const names = blockers.map(({ name, completion }) => `“${name}” (${completion} %)`).join(', ');
  throw conflict(
    'stage-blocked',
    `“${stage.name}” waits for ${names}. Complete what it waits for, or take it out of dependsOn (project_stages.manage).`,
    { blockedBy: blockers.map(({ id, name, completion }) => ({ id, name, completion })) },
  );
}
