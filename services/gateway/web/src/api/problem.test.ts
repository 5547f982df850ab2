import { expect, it } from '@jest/globals';
import { fieldErrors, problemOf } from './problem.js';

it('each message stands at its field, and what has no field is not lost', () => {
  const problem = problemOf(
    {
      code: 'invalid',
      errors: [
        { pointer: '/milestones/0/expectedAmount', code: 'too-small', detail: 'expected an amount above 0' },
        { pointer: '/nowhere', code: 'unknown', detail: 'unknown member' },
      ],
    },
    400,
  );
  expect(fieldErrors(problem, (name) => name.startsWith('milestones.'))).toEqual({
    fields: { 'milestones.0.expectedAmount': problem.errors?.[0] },
    others: [problem.errors?.[1]],
  });
});

it('an answer that is no problem document is known by its status', () => {
  expect(problemOf('<html>Bad gateway</html>', 502)).toMatchObject({ code: 'http-502', status: 502 });
});
