import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { backoff } from './backoff.js';

const most = (failures: number) => backoff(failures, { firstMs: 1000, maxMs: 60_000 }, () => 1);

it('a wait doubles with each failure, up to the longest', () => {
  expect([0, 1, 2, 3, 6, 2000].map(most)).toEqual([1000, 2000, 4000, 8000, 60_000, 60_000]);
});

it('a wait lies between half of the full one and the full one', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000 }),
      fc.double({ min: 0, max: 0.999999, noNaN: true }),
      (failures, random) => {
        const wait = backoff(failures, { firstMs: 1000, maxMs: 60_000 }, () => random);
        return wait >= most(failures) / 2 && wait <= most(failures);
      },
    ),
  );
});
