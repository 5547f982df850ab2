import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lastPlace, makeRoom } from './order.js';

const stagesAt = (...orders: number[]) => orders.map((order) => ({ id: `s${order}`, order }));

describe('A stage', () => {
  it('comes last when nothing else is said', () => {
    expect(lastPlace([])).toBe(1);
    expect(lastPlace(stagesAt(1, 2, 7))).toBe(8);
  });

  it('that is put between others pushes those behind it on, up to the next gap', () => {
    expect([...makeRoom(stagesAt(1, 2, 3, 5), null, 2)]).toEqual([
      ['s2', 3],
      ['s3', 4],
    ]);
    expect(makeRoom(stagesAt(1, 2), null, 9).size).toBe(0);
  });

  it('that moves down lets those in between close up', () => {
    expect([...makeRoom(stagesAt(2, 3), 1, 3)]).toEqual([
      ['s3', 2],
      ['s2', 1],
    ]);
  });

  it('gets the place that it asks for, wherever it was; all places stay distinct, and the others keep their order', () => {
    const places = fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(
        places,
        fc.nat(),
        fc.integer({ min: 0, max: 14 }),
        fc.boolean(),
        (orders, pick, to, isNew) => {
          const all = stagesAt(...orders);
          const mover = isNew ? null : (all[pick % all.length] ?? null);
          const others = all.filter((stage) => stage !== mover);
          const moved = makeRoom(others, mover?.order ?? null, to);
          const after = others.map(({ id, order }) => ({ id, order: moved.get(id) ?? order }));
          expect(new Set([...after.map((s) => s.order), to]).size).toBe(others.length + 1);
          expect(Math.min(...after.map((s) => s.order), 0)).toBe(0);
          const inOrder = (list: typeof all) => [...list].sort((a, b) => a.order - b.order).map((s) => s.id);
          expect(inOrder(after)).toEqual(inOrder(others));
        },
      ),
    );
  });

  it('that moves in a list without gaps leaves none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(), fc.nat(), (count, a, b) => {
        const [from, to] = [1 + (a % count), 1 + (b % count)];
        const others = stagesAt(...Array.from({ length: count }, (_, i) => i + 1)).filter(
          (s) => s.order !== from,
        );
        const moved = makeRoom(others, from, to);
        const places = [to, ...others.map((s) => moved.get(s.id) ?? s.order)].sort((x, y) => x - y);
        expect(places).toEqual(Array.from({ length: count }, (_, i) => i + 1));
      }),
    );
  });
});
