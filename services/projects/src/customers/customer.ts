import { z } from 'zod';

/** What projects need to know of a customer. */
export const ReplicatedCustomer = z.object({
  id: z.uuid(),
  version: z.int(),
  name: z.string(),
  status: z.string(),
  securityLevel: z.int(),
});
export type ReplicatedCustomer = z.infer<typeof ReplicatedCustomer>;
