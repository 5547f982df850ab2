import { expect, test } from '@jest/globals';
import { parseOptions } from './options.mjs';

test('the demo is loaded unless it is declined', () => {
  expect(parseOptions([])).toEqual({ fresh: false, demo: true, status: false });
  expect(parseOptions(['--', '--fresh', '--no-demo'])).toEqual({ fresh: true, demo: false, status: false });
});

test('an option that does not exist is refused by name', () => {
  expect(() => parseOptions(['--frehs'])).toThrow('--frehs is not known here');
});
