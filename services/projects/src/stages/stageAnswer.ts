import type { EventDraft } from '@closeout/contracts/events';
import { projectsEvents, type StageState } from '@closeout/contracts/events/projects';
import type { Stage as StageAnswer } from '@closeout/contracts/http/projects';
import { blockersOf, isStageOverdue, stageStatus, type Stage } from './stage.js';

/** One stage, seen among all of its project. `dueBy` decides whether it is overdue. */
export function stageAnswer(stage: Stage, all: readonly Stage[], dueBy: string | null): StageAnswer {
  const { removed: _removed, ...state } = stageState(stage);
  return {
    ...state,
    blockedBy: blockersOf(stage, all).map(({ id }) => id),
    status: stageStatus(stage, all),
    overdue: isStageOverdue(stage, dueBy),
  };
}

/** The whole public state of a stage, as events carry it. */
export function stageState(stage: Stage, removed = false): StageState {
  return {
    id: stage.id,
    version: stage.version,
    projectId: stage.projectId,
    name: stage.name,
    description: stage.description,
    order: stage.order,
    dueDate: stage.dueDate,
    weight: stage.weight,
    completion: stage.completion,
    dependsOn: [...stage.dependsOn],
    removed,
  };
}

type StageEvent = 'stageAdded' | 'stageUpdated' | 'stageCompleted' | 'stageRemoved';

export function stageEvent(event: StageEvent, stage: Stage): EventDraft {
  return projectsEvents[event].draft(stage.id, stage.version, stageState(stage, event === 'stageRemoved'));
}
