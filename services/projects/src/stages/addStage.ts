import { conflict } from '@closeout/contracts/errors';
import type { StageInput } from '@closeout/contracts/http/projects';
import type { Actor } from '@closeout/service-kit/auth';
import { newId, type Tx } from '@closeout/service-kit/db';
import { openProject } from '../projects/openProject.js';
import type { Project } from '../projects/project.js';
import { assertAllows } from '../projects/status.js';
import { assertDependencies } from './dependencies.js';
import { lastPlace, makeRoom } from './order.js';
import { maxStages, type Stage } from './stage.js';
import { stageEvent } from './stageAnswer.js';
import { insertStage, loadStages, refreshCompletion, saveStages } from './stageStore.js';

export interface SavedStage {
  project: Pick<Project, 'status'>;
  stage: Stage;
  /** Every stage of the project, as they are now. */
  all: Stage[];
}

/**
 * Plans a phase of work.
 * @throws DomainError `stages-limit`, `project-read-only`, `project-status-forbids` (conflict), `stage-unknown` (invalid)
 */
export async function addStage(
  tx: Tx,
  projectId: string,
  input: StageInput,
  actor: Actor,
  now: Date,
): Promise<SavedStage> {
  const project = await openProject(tx, projectId, actor);
  assertAllows(project, 'planning');
  const others = await loadStages(tx, projectId);
  if (others.length >= maxStages) {
    throw conflict(
      'stages-limit',
      `${project.number} has ${maxStages} stages, which is as many as there can be. Remove one first (project_stages.manage).`,
    );
  }
  const stage: Stage = {
    id: newId(),
    version: 1,
    projectId,
    name: input.name,
    description: input.description ?? null,
    order: input.order ?? lastPlace(others),
    dueDate: input.dueDate ?? null,
    weight: input.weight ?? 1,
    completion: 0,
    dependsOn: [...(input.dependsOn ?? [])].sort(),
  };
  assertDependencies(others, stage.id, stage.dependsOn);
  const moved = movedStages(others, makeRoom(others, null, stage.order));
  await saveStages(tx, moved);
  await insertStage(tx, stage, now);
  const all = [...withChanges(others, moved), stage].sort((a, b) => a.order - b.order);
  await refreshCompletion(tx, projectId, all);
  tx.emit(stageEvent('stageAdded', stage));
  for (const other of moved) tx.emit(stageEvent('stageUpdated', other));
  return { project, stage, all };
}

/** The stages that made room, each as its next version. */
export function movedStages(stages: readonly Stage[], places: ReadonlyMap<string, number>): Stage[] {
  return stages.flatMap((stage) => {
    const order = places.get(stage.id);
    return order === undefined ? [] : [{ ...stage, order, version: stage.version + 1 }];
  });
}

export function withChanges(stages: readonly Stage[], changed: readonly Stage[]): Stage[] {
  return stages.map((stage) => changed.find(({ id }) => id === stage.id) ?? stage);
}
