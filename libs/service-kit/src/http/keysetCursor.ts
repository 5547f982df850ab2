import { invalid, type DomainError } from '@closeout/contracts/errors';
import { z } from 'zod';

/** Where a page ended: the sort values of its last row, opaque to clients. */
export const keysetCursor = {
  encode(values: readonly unknown[]): string {
    const plain = values.map((value) => (typeof value === 'bigint' ? value.toString() : value));
    return Buffer.from(JSON.stringify(plain)).toString('base64url');
  },

  /** @throws DomainError 400 `bad-cursor` for one that this list did not make */
  decode<Shape extends z.ZodType>(cursor: string, shape: Shape): z.output<Shape> {
    try {
      return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    } catch {
      throw keysetCursor.bad();
    }
  },

  /** Whatever is wrong with it, there is one thing to say: it was not made by this list. */
  bad(): DomainError {
    const detail = 'The cursor is not one of this list. Begin again without it.';
    return invalid('bad-cursor', detail, [{ pointer: '?cursor', code: 'bad-cursor', detail }]);
  },
};
