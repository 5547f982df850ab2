import { DomainError } from '@closeout/contracts/errors';
import { describe, expect, it } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { createPlaces, inPlace, type PlacesOptions } from './places.js';

const client = () => ({ closed: false });
const unexpected = (error: unknown) => {
  throw error;
};
const gone = (res: { closed: boolean }) => void (res.closed = true);

describe('Places', () => {
  it('are given in order, and never more at once than there are', () => {
    const places = createPlaces({ atOnce: 9, ofOne: 2, waiting: 10 });
    const leaves: (() => void)[] = [];
    const begun: number[] = [];
    for (const no of [1, 2, 3, 4])
      places.take(
        'a',
        client(),
        (leave) => {
          begun.push(no);
          leaves.push(leave);
        },
        unexpected,
      );
    expect(begun).toEqual([1, 2]);
    leaves[1]?.();
    leaves[1]?.(); // a place is given back once
    expect(begun).toEqual([1, 2, 3]);
    leaves[0]?.();
    expect(begun).toEqual([1, 2, 3, 4]);
  });

  it('of one are not another’s', () => {
    const places = createPlaces({ atOnce: 9, ofOne: 1, waiting: 0 });
    const outcome: string[] = [];
    const take = (key: string) =>
      places.take(
        key,
        client(),
        () => outcome.push(key),
        (error) => outcome.push((error as DomainError).code),
      );
    for (const key of ['a', 'b', 'a']) take(key);
    expect(outcome).toEqual(['a', 'b', 'too-many-requests']);
  });

  it('are not kept for clients that went away while they waited', () => {
    const places = createPlaces({ atOnce: 9, ofOne: 1, waiting: 2 });
    let leaveFirst = () => {};
    places.take('a', client(), (leave) => (leaveFirst = leave), unexpected);
    const impatient = client();
    const begun: string[] = [];
    places.take('a', impatient, () => begun.push('impatient'), unexpected);
    places.take('a', client(), () => begun.push('patient'), unexpected);
    gone(impatient);
    places.take('a', client(), () => begun.push('third'), unexpected); // in the place of the one who left
    leaveFirst();
    expect(begun).toEqual(['patient']);
  });

  it('of one that fails as it begins are free again, and it is told so itself', () => {
    const places = createPlaces({ atOnce: 9, ofOne: 1, waiting: 2 });
    let leaveFirst = () => {};
    places.take('a', client(), (leave) => (leaveFirst = leave), unexpected);
    const outcome: unknown[] = [];
    const failing = () => {
      throw new Error('cannot begin');
    };
    places.take('a', client(), failing, (error) => outcome.push((error as Error).message));
    places.take('a', client(), () => outcome.push('the next'), unexpected);
    leaveFirst();
    expect(outcome.sort()).toEqual(['cannot begin', 'the next']);
  });

  it('go round among those who wait: who sends much does not come before who sends little', () => {
    const places = createPlaces({ atOnce: 3, ofOne: 2, waiting: 100 });
    const leaves: (() => void)[] = [];
    const begun: string[] = [];
    const take = (key: string) =>
      places.take(
        key,
        client(),
        (leave) => {
          begun.push(key);
          leaves.push(leave);
        },
        unexpected,
      );
    for (let i = 0; i < 20; i += 1) take('greedy');
    for (let i = 0; i < 20; i += 1) take('too');
    expect(begun).toEqual(['greedy', 'greedy', 'too']);
    take('modest');
    leaves.shift()?.();
    leaves.shift()?.();
    expect(begun.slice(3)).toEqual(['greedy', 'too']);
    leaves.shift()?.();
    expect(begun.slice(5)).toEqual(['modest']);
    while (leaves.length > 0) leaves.shift()?.();
    expect(begun).toHaveLength(41);
    expect(begun.filter((key) => key === 'greedy')).toHaveLength(20);
  });
});

describe('An answer in a place', () => {
  const answer = (closed = false) => Object.assign(new EventEmitter(), { closed });
  const exporting = (options: Partial<PlacesOptions> = {}) => {
    const busy = () => new DomainError('unavailable', 'busy', { detail: 'Too many exports are under way.' });
    const places = createPlaces({ atOnce: 8, ofOne: 2, full: busy, ...options });
    return (key: string, res = answer()) => {
      let begun = false;
      const run = async () => void (begun = true);
      return inPlace(places, key, res, run).then(
        () => begun,
        (error) => (error as DomainError).code,
      );
    };
  };

  it('is one of so many of one caller, and a place is free when one ends', async () => {
    const take = exporting();
    const first = answer();
    expect([await take('accounting', first), await take('accounting')]).toEqual([true, true]);
    expect(await take('accounting')).toBe('too-many-requests');
    expect(await take('auditor')).toBe(true);
    first.emit('close');
    expect(await take('accounting')).toBe(true);
  });

  it('is one of so many of all callers together', async () => {
    const take = exporting({ atOnce: 2 });
    expect([await take('a'), await take('b'), await take('c')]).toEqual([true, true, 'busy']);
  });

  it('takes no place for a client that left before it began: nothing would give it back', async () => {
    const take = exporting({ atOnce: 1, ofOne: 1 });
    expect([await take('a', answer(true)), await take('a')]).toEqual([false, true]);
  });
});
