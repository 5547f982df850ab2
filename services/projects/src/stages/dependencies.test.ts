import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@closeout/contracts/errors';
import fc from 'fast-check';
import { assertDependencies, circleThrough } from './dependencies.js';
import type { Stage } from './stage.js';

const waiting = (...list: [string, ...string[]][]) => list.map(([id, ...dependsOn]) => ({ id, dependsOn }));

/** Takes out, again and again, what waits for nothing that is left. What remains waits in a circle. */
function canBeWorkedOff(stages: readonly { id: string; dependsOn: readonly string[] }[]): boolean {
  let left = [...stages];
  for (let before = -1; before !== left.length;) {
    before = left.length;
    left = left.filter((stage) => stage.dependsOn.some((id) => left.some((other) => other.id === id)));
  }
  return left.length === 0;
}

describe('Stages', () => {
  it('do not wait for themselves, directly or over others, and the shortest way is named', () => {
    expect(circleThrough(waiting(['a']), 'a', ['a'])).toEqual(['a', 'a']);
    const chain = waiting(['a'], ['b', 'a'], ['c', 'b'], ['d', 'c', 'a']);
    expect(circleThrough(chain, 'a', ['d'])).toEqual(['a', 'd', 'a']);
    expect(circleThrough(chain, 'a', ['c'])).toEqual(['a', 'c', 'b', 'a']);
    expect(circleThrough(chain, 'd', ['c', 'b', 'a'])).toBeNull();
  });

  it('never wait in a circle, and no plan is refused that has none', () => {
    const wish = fc.record({ id: fc.nat(7), dependsOn: fc.uniqueArray(fc.nat(7), { maxLength: 4 }) });
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 40 }), (wishes) => {
        let plan = Array.from({ length: 8 }, (_, i) => ({ id: `s${i}`, dependsOn: [] as string[] }));
        for (const { id, dependsOn } of wishes) {
          const wanted = { id: `s${id}`, dependsOn: dependsOn.map((other) => `s${other}`) };
          const changed = plan.map((stage) => (stage.id === wanted.id ? wanted : stage));
          const circle = circleThrough(plan, wanted.id, wanted.dependsOn);
          expect(circle === null).toBe(canBeWorkedOff(changed));
          for (const [i, at] of (circle ?? []).slice(1).entries()) {
            expect(changed.find((stage) => stage.id === circle?.[i])?.dependsOn).toContain(at);
          }
          if (circle === null) plan = changed;
        }
      }),
    );
  });

  it('wait for stages of their own project only', () => {
    const stage = { id: 'a', name: 'A', dependsOn: [] } as unknown as Stage;
    expect(() => assertDependencies([stage], 'a', ['x'])).toThrow(DomainError);
    expect(() => assertDependencies([stage], 'b', ['a'])).not.toThrow();
  });
});
