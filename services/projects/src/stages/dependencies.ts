import { conflict, invalid } from '@closeout/contracts/errors';
import type { Stage } from './stage.js';

type Waiting = Pick<Stage, 'id' | 'dependsOn'>;

/**
 * The shortest way on which a stage would come to wait for itself if it depended on these: from it, over what it would
 * wait for, back to it. null when there is none.
 */
export function circleThrough(
  all: readonly Waiting[],
  id: string,
  dependsOn: readonly string[],
): string[] | null {
  const waits = new Map(all.map((stage) => [stage.id, stage.dependsOn]));
  waits.set(id, dependsOn);
  const cameFrom = new Map<string, string>();
  const next = [id];
  for (const at of next) {
    for (const to of waits.get(at) ?? []) {
      if (to === id) return wayBack(cameFrom, id, at);
      if (cameFrom.has(to)) continue;
      cameFrom.set(to, at);
      next.push(to);
    }
  }
  return null;
}

function wayBack(cameFrom: ReadonlyMap<string, string>, id: string, last: string): string[] {
  const way = [id];
  for (let at = last; at !== id; at = cameFrom.get(at) as string) way.unshift(at);
  return [id, ...way];
}

/** @throws DomainError `stage-unknown` (invalid) for what the project does not have, `stage-cycle` (conflict) */
export function assertDependencies(all: readonly Stage[], id: string, dependsOn: readonly string[]): void {
  const byId = new Map(all.map((stage) => [stage.id, stage]));
  const unknown = dependsOn.flatMap((other, i) =>
    byId.has(other)
      ? []
      : [
          {
            pointer: `/dependsOn/${i}`,
            code: 'stage-unknown',
            detail: `There is no stage ${other} in this project.`,
          },
        ],
  );
  if (unknown[0]) throw invalid('stage-unknown', unknown[0].detail, unknown);
  const circle = circleThrough(all, id, dependsOn);
  if (!circle) return;
  const names = circle.map((at) => `“${byId.get(at)?.name}”`).join(' waits for ');
  throw conflict(
    'stage-cycle',
    `The stages would wait for each other: ${names}. Take one of these out first.`,
    {
      cycle: circle,
    },
  );
}
