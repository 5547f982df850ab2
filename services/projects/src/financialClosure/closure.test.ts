import { expect, it } from '@jest/globals';
import { attemptsUntilStalled, hasStalled } from './closure.js';

const now = new Date('2026-04-01T09:30:00.000Z');

it('a closure has stalled after five questions, and only once', () => {
  expect(hasStalled({ attempts: attemptsUntilStalled - 1, stalledAt: null })).toBe(false);
  expect(hasStalled({ attempts: attemptsUntilStalled, stalledAt: null })).toBe(true);
  expect(hasStalled({ attempts: attemptsUntilStalled + 1, stalledAt: now })).toBe(false);
});
