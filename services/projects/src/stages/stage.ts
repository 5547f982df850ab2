import type { StageStatus } from '@closeout/contracts/http/projects';

/** A stage as it is stored. Days are `YYYY-MM-DD`. */
export interface Stage {
  id: string;
  version: number;
  projectId: string;
  name: string;
  description: string | null;
  order: number;
  dueDate: string | null;
  weight: number;
  completion: number;
  dependsOn: readonly string[];
}

/** More than these are not planned in earnest, and every decision about one looks at all. */
export const maxStages = 200;

export function isComplete({ completion }: Pick<Stage, 'completion'>): boolean {
  return completion === 100;
}

/** Of the stages that one depends on, those that are not complete. Only direct ones count. */
export function blockersOf(stage: Pick<Stage, 'dependsOn'>, all: readonly Stage[]): Stage[] {
  return all.filter((other) => stage.dependsOn.includes(other.id) && !isComplete(other));
}

/**
 * What is shown of a stage (the projects module, "Stages"). What is complete stays so when a stage that it depended on
 * is taken up again: that work was done.
 */
export function stageStatus(stage: Stage, all: readonly Stage[]): StageStatus {
  if (isComplete(stage)) return 'COMPLETED';
  if (blockersOf(stage, all).length > 0) return 'BLOCKED';
  return stage.completion > 0 ? 'IN_PROGRESS' : 'NOT_STARTED';
}

/** @param dueBy the day by which its project judges that (`stagesDueBy`); null when its work is over */
export function isStageOverdue(stage: Pick<Stage, 'dueDate' | 'completion'>, dueBy: string | null): boolean {
  return dueBy !== null && stage.dueDate !== null && stage.dueDate < dueBy && !isComplete(stage);
}

/**
 * The mean of the stages' completion by their weights (the domain model, "Stage, milestone, payment"), in hundredths of
 * a per cent, half up; but 10000 only when every stage is complete. 0 without stages.
 */
export function overallCompletion(stages: readonly Pick<Stage, 'completion' | 'weight'>[]): number {
  const weights = stages.reduce((sum, { weight }) => sum + weight, 0);
  if (weights === 0) return 0;
  const done = stages.reduce((sum, { completion, weight }) => sum + completion * weight, 0);
  const mean = Math.floor((200 * done + weights) / (2 * weights));
  return stages.every(isComplete) ? 10_000 : Math.min(mean, 9_999);
}
