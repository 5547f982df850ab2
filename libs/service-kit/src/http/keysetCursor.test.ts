import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { keysetCursor } from './keysetCursor.js';

const shape = z.tuple([z.string(), z.coerce.bigint()]);

describe('a cursor', () => {
  it('brings back what it was made of', () => {
    expect(keysetCursor.decode(keysetCursor.encode(['Ä', 12n]), shape)).toEqual(['Ä', 12n]);
  });

  it.each([
    '',
    'abc',
    'e30',
    Buffer.from('["a"]').toString('base64url'),
    Buffer.from('["a","b"]').toString('base64url'),
  ])('that was not made by this list is refused: %j', (cursor) => {
    expect(() => keysetCursor.decode(cursor, shape)).toThrow(
      expect.objectContaining({ code: 'bad-cursor', kind: 'invalid' }),
    );
  });
});
