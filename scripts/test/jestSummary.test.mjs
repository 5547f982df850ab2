import { expect, test } from '@jest/globals';
import { summarise } from './jestSummary.mjs';

const result = { numPassedTests: 3, numFailedTests: 0, numRuntimeErrorTestSuites: 0 };

test('tests that all pass are a success', () => {
  expect(summarise(result)).toEqual({ passed: 3, failed: 0, ok: true });
});

test('a file that could not be run counts as failed', () => {
  expect(summarise({ ...result, numRuntimeErrorTestSuites: 1 })).toEqual({ passed: 3, failed: 1, ok: false });
});

test('no test at all is a failure', () => {
  expect(summarise({ ...result, numPassedTests: 0 }).ok).toBe(false);
  expect(summarise(undefined)).toEqual({ passed: 0, failed: 1, ok: false });
});
