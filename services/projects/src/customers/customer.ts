import { z } from 'zod';

/** What projects need to know of a customer. */
export const ReplicatedCustomer = z.object({
  id: z.uuid(),
  version: z.int(),
  name: z.string(),
  email: z.string().nullish(),
  vatNumber: z.string().nullish(),
  status: z.string(),
  securityLevel: z.int(),
});
export type ReplicatedCustomer = z.infer<typeof ReplicatedCustomer>;
