import { z } from 'zod';
import { limits } from './limits.js';

export * from './fields/amounts.js';
export * from './fields/days.js';
export * from './fields/text.js';

/** Every record's id: a UUID (version 7, so that ids sort by creation). */
export const Id = z
  .uuid('expected a UUID')
  .meta({ description: 'Identifier (UUID)', examples: ['0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b11'] });

export const Version = z.int().min(1).meta({ description: 'Grows by one with each change; also the ETag' });

/** What people are written to in. */
export const Language = z.enum(['en', 'de']);
export type Language = z.infer<typeof Language>;

/** The query of every list: keyset pages, never offsets. */
export const PageQuery = z.strictObject({
  q: z.string().trim().max(limits.search).optional().meta({ description: 'Words to search for' }),
  limit: z.coerce.number().int().min(1).max(limits.pageSize).default(50),
  cursor: z.string().max(1000).optional().meta({ description: '`nextCursor` of the page before' }),
});

export function page<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().meta({ description: 'Ask for the next page with it; null at the end' }),
  });
}
