import type { Schemas } from '../../api/client.js';

export type Stage = Schemas['Stage'];

export interface StageValues {
  name: string;
  description: string;
  dueDate: string;
  weight: number | string;
  dependsOn: string[];
  /** How many of the other stages come before it, in digits. */
  place: string;
}

const names = ['name', 'description', 'dueDate', 'weight', 'dependsOn', 'place'];
/** A wrong `dependsOn/0` is shown at the one field that there is for all of them. */
export const isStageField = (name: string): boolean => names.includes(name);

/** A new stage comes last. */
export const newStage = (stages: readonly Stage[]): StageValues => ({
  name: '',
  description: '',
  dueDate: '',
  weight: 1,
  dependsOn: [],
  place: String(stages.length),
});

export const stageValues = (stage: Stage, stages: readonly Stage[]): StageValues => ({
  name: stage.name,
  description: stage.description ?? '',
  dueDate: stage.dueDate ?? '',
  weight: stage.weight,
  dependsOn: stage.dependsOn,
  place: String(stages.filter(({ order }) => order < stage.order).length),
});

/** The `order` that takes a stage behind so many of the others; undefined where it stays, or comes last anyway. */
export function orderAt(place: number, stage: Stage | null, stages: readonly Stage[]): number | undefined {
  const others = stages.filter(({ id }) => id !== stage?.id);
  if (!stage) return others[place]?.order;
  const before = others.filter(({ order }) => order < stage.order).length;
  if (place === before) return undefined;
  // Those behind the taken place make room; those that a stage moves past close up.
  return (place < before ? others[place] : others[place - 1])?.order;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Only what has changed since `before`; of a new stage everything. */
export function stagePatch(
  values: StageValues,
  before: StageValues | null,
  stage: Stage | null,
  stages: readonly Stage[],
): Schemas['StageInput'] {
  const order = before?.place === values.place ? undefined : orderAt(Number(values.place), stage, stages);
  const all = {
    name: values.name.trim(),
    description: values.description.trim() || null,
    dueDate: values.dueDate || null,
    weight: Number(values.weight),
    dependsOn: values.dependsOn,
  };
  const changed = Object.entries(all).filter(
    ([name]) => !before || !same(values[name as keyof StageValues], before[name as keyof StageValues]),
  );
  return { ...(Object.fromEntries(changed) as typeof all), ...(order !== undefined && { order }) };
}

/** What part of the whole work a stage is, in per cent. */
export function shareOf({ weight }: Pick<Stage, 'weight'>, stages: readonly Pick<Stage, 'weight'>[]): number {
  const all = stages.reduce((sum, stage) => sum + stage.weight, 0);
  return all === 0 ? 0 : (weight / all) * 100;
}
