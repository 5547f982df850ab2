import { z } from 'zod';

/** What projects need to know of a user. */
export const ReplicatedPerson = z.object({
  id: z.uuid(),
  version: z.int(),
  name: z.string(),
  active: z.boolean(),
  clearance: z.int(),
});
export type ReplicatedPerson = z.infer<typeof ReplicatedPerson>;
