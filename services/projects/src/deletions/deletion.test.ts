import { expect, it } from '@jest/globals';
import { assertHasNothing } from './deletion.js';

const project = { number: 'PRJ-2026-0001' };

it('A project that has nothing can be deleted', () => {
  expect(() => assertHasNothing(project, [])).not.toThrow();
});

it('One that has something cannot, and is told what it has and what to do instead', () => {
  expect(() =>
    assertHasNothing(project, [
      { kind: 'TIME_ENTRY', count: 2 },
      { kind: 'CPO', count: 1 },
    ]),
  ).toThrow(
    expect.objectContaining({
      code: 'project-in-use',
      detail: expect.stringContaining('2 time entries, 1 purchase order. Cancel it instead'),
    }),
  );
});
