import type { Tx } from '@closeout/service-kit/db';
import { RetryLater } from '@closeout/service-kit/messaging';
import { type Params, prepared } from '@closeout/service-kit/sql';
import { tables } from '../tables.js';

export interface KnownCustomer {
  name: string;
  securityLevel: number;
}

const findCustomer = prepared(({ id }: Params<{ id: string }>) =>
  tables.selectFrom('customer').select(['name', 'security_level as securityLevel']).where('id', '=', id),
);

/** @throws RetryLater while the customer is still on its way: who may be told depends on its security level */
export async function knownCustomer(tx: Tx, id: string): Promise<KnownCustomer> {
  const [customer] = await tx.run(findCustomer({ id }));
  if (!customer) throw new RetryLater(`customer ${id} is not known yet`);
  return customer;
}
