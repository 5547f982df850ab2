import { expect, it } from '@jest/globals';
import { attemptsUntilStalled, hasStalled, nextQuestionAt } from './closure.js';

const now = new Date('2026-04-01T09:30:00.000Z');
const waits = (attempts: number) =>
  (nextQuestionAt(attempts, 60_000, now).getTime() - now.getTime()) / 60_000;

it('billing is asked again after a minute, then two, four, eight, and at least once an hour', () => {
  expect([1, 2, 3, 4, 5, 6].map(waits)).toEqual([1, 2, 4, 8, 16, 32]);
  expect([7, 30, 2000].map(waits)).toEqual([60, 60, 60]);
});

it('a closure has stalled after five questions, and only once', () => {
  expect(hasStalled({ attempts: attemptsUntilStalled - 1, stalledAt: null })).toBe(false);
  expect(hasStalled({ attempts: attemptsUntilStalled, stalledAt: null })).toBe(true);
  expect(hasStalled({ attempts: attemptsUntilStalled + 1, stalledAt: now })).toBe(false);
});
