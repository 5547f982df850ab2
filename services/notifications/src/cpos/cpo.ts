import { z } from 'zod';

/** As much of a customer's purchase order as its e-mails say. */
export const CpoSeen = z.object({
  id: z.uuid(),
  number: z.string(),
  customerId: z.uuid(),
  customerName: z.string(),
  amount: z.string(),
  currency: z.string(),
  versions: z.array(
    z.object({
      no: z.int(),
      amount: z.string(),
      status: z.string(),
      reason: z.string().nullable(),
    }),
  ),
  mismatch: z
    .object({
      status: z.string(),
      ordered: z.string(),
      invoiced: z.string(),
      received: z.string(),
      difference: z.string(),
      reason: z.string().nullable(),
    })
    .nullable(),
});
export type CpoSeen = z.output<typeof CpoSeen>;
