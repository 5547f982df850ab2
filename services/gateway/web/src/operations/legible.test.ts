import { expect, it } from '@jest/globals';
import { legible } from './legible.js';

it('a message is shown with a line for each member, or as it came', () => {
  expect(legible({ encoding: 'utf8', content: '{"a":{"b":1}}' })).toBe('{\n  "a": {\n    "b": 1\n  }\n}');
  expect(legible({ encoding: 'utf8', content: '{"a":' })).toBe('{"a":');
  expect(legible({ encoding: 'base64', content: 'AAH/' })).toBe('AAH/');
});
