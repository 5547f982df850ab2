import type { Stage } from './stage.js';

type Placed = Pick<Stage, 'id' | 'order'>;

/** The place of a stage that was given none: behind all others. The first one is 1. */
export function lastPlace(stages: readonly Placed[]): number {
  return stages.reduce((last, { order }) => Math.max(last, order + 1), 1);
}

/**
 * Which other stages move, and where to, so that one can have the place that it asks for. A new one, or one that moves
 * up, pushes those from there on by one, as far as they stand close; one that moves down lets those in between close
 * up. Nobody else's turn changes.
 * @param from the place that the stage leaves, null for a new one
 */
export function makeRoom(others: readonly Placed[], from: number | null, to: number): Map<string, number> {
  const step = from !== null && from < to ? -1 : 1;
  const at = new Map(others.map((stage) => [stage.order, stage.id]));
  const moved = new Map<string, number>();
  for (let place = to; ; place += step) {
    const id = at.get(place);
    if (id === undefined) return moved;
    moved.set(id, place + step);
  }
}
