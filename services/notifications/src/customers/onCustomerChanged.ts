import type { ReceivedEvent, Tx } from '@closeout/service-kit';
import { z } from 'zod';

export const CustomerSeen = z.object({
  id: z.uuid(),
  version: z.int(),
  name: z.string(),
  securityLevel: z.int(),
});
export type CustomerSeen = z.output<typeof CustomerSeen>;

export async function onCustomerChanged(
  tx: Tx,
  { data: customer }: ReceivedEvent<CustomerSeen>,
): Promise<void> {
  await tx.query(
    `INSERT INTO customer AS c (id, version, name, security_level) VALUES ($1, $2, $3, $4)
      ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name, security_level = excluded.security_level
      WHERE c.version < excluded.version`,
    [customer.id, customer.version, customer.name, customer.securityLevel],
  );
}
