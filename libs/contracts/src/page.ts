import { z } from 'zod';

/** The query of every list: keyset pages, never offsets. */
export const PageQuery = z.strictObject({
  q: z.string().trim().max(200).optional().meta({ description: 'Words to search for' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(1000).optional().meta({ description: '`nextCursor` of the page before' }),
});

export function page<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().meta({ description: 'Ask for the next page with it; null at the end' }),
  });
}
