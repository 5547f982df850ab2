import { describe, expect, it } from '@jest/globals';
import { conflict, DomainError } from '@closeout/contracts/errors';
import { z } from 'zod';
import { judge, reasonOf, retryDelayMs } from './failurePolicy.js';
import { RetryLater } from './subscriptions.js';

const withCode = (code: string) => Object.assign(new Error(code), { code });

describe('what becomes of a message whose handler failed', () => {
  it.each([
    ['what it refers to has not arrived', new RetryLater('not yet'), 'retry'],
    ['a neighbour is away', new DomainError('unavailable', 'service-unavailable', { detail: '' }), 'retry'],
    ['a lock is held for too long', withCode('55P03'), 'retry'],
    ['two transactions stood in each other’s way, again and again', withCode('40P01'), 'retry'],
    ['a foreign key finds nothing yet', withCode('23503'), 'retry'],
    ['the database went away', withCode('57P01'), 'hold'],
    ['the database cannot be reached', withCode('ECONNREFUSED'), 'hold'],
    ['a rule forbids it', conflict('document-issued', 'It is issued.'), 'dead'],
    ['it breaks its schema', z.string().safeParse(1).error, 'dead'],
    ['our code is wrong', new TypeError('undefined is not a function'), 'dead'],
    ['a check constraint is violated', withCode('23514'), 'dead'],
  ])('when %s', (_, error, verdict) => {
    expect(judge(error)).toBe(verdict);
  });

  it('waits longer each time, up to five minutes', () => {
    for (const [attempts, most] of [
      [1, 200],
      [2, 400],
      [5, 3200],
      [30, 300_000],
    ] as const) {
      expect(retryDelayMs(attempts)).toBeLessThanOrEqual(most);
      expect(retryDelayMs(attempts)).toBeGreaterThanOrEqual(most / 2);
    }
  });

  it('keeps a reason that can be stored', () => {
    expect(reasonOf(new Error('a\0b'))).toBe('Error: a\uFFFDb');
    expect(reasonOf('x'.repeat(5000))).toHaveLength(2000);
  });
});
