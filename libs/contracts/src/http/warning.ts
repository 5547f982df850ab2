import { z } from 'zod';
import { Amount, Id } from '../fields.js';

/** Something that deserves a second look, though it forbids nothing. */
export const Warning = z.object({
  code: z.string(),
  detail: z.string(),
  expected: Amount.optional().meta({ description: 'Where two amounts differ: the one that was agreed' }),
  actual: Amount.optional(),
  recordId: Id.optional().meta({ description: 'The other record that it is about' }),
  recordNumber: z.string().optional().meta({ description: 'What that is called' }),
  candidates: z
    .array(z.object({ id: Id, number: z.string() }))
    .optional()
    .meta({ description: 'Where one of several records could be meant' }),
});
export type Warning = z.infer<typeof Warning>;
