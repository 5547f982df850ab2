import { z } from 'zod';

/** RFC 9457 `application/problem+json`, the body of every answer that is not a success. */
export const Problem = z.looseObject({
  type: z.string().meta({ examples: ['https://closeout.dev/problems/allocation-mismatch'] }),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string().meta({ description: 'Stable; programs decide by it' }),
  instance: z.string().optional().meta({ description: 'Id of the request, to find it in the logs' }),
  errors: z
    .array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() }))
    .optional()
    .meta({ description: 'Each wrong place of an invalid request' }),
});
export type Problem = z.infer<typeof Problem>;
