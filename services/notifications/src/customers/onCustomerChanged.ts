import type { Tx } from '@closeout/service-kit/db';
import type { ReceivedEvent } from '@closeout/service-kit/messaging';
import { excluded, type Params, prepared } from '@closeout/service-kit/sql';
import { z } from 'zod';
import { tables } from '../tables.js';

export const CustomerSeen = z.object({
  id: z.uuid(),
  version: z.int(),
  name: z.string(),
  securityLevel: z.int(),
});
export type CustomerSeen = z.output<typeof CustomerSeen>;

const saveCustomer = prepared(({ id, version, name, securityLevel }: Params<CustomerSeen>) =>
  tables
    .insertInto('customer')
    .values({ id, version, name, security_level: securityLevel })
    .onConflict((on) =>
      on
        .column('id')
        .doUpdateSet((eb) => excluded(eb, ['version', 'name', 'security_level']))
        .whereRef('customer.version', '<', 'excluded.version'),
    ),
);

export async function onCustomerChanged(
  tx: Tx,
  { data: customer }: ReceivedEvent<CustomerSeen>,
): Promise<void> {
  await tx.run(saveCustomer(customer));
}
