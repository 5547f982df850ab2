import { RetryLater, type Tx } from '@closeout/service-kit';

export interface KnownCustomer {
  name: string;
  security_level: number;
}

/** @throws RetryLater while the customer is still on its way: who may be told depends on its security level */
export async function knownCustomer(tx: Tx, id: string): Promise<KnownCustomer> {
  const [customer] = await tx.query<KnownCustomer>(
    'SELECT name, security_level FROM customer WHERE id = $1',
    [id],
  );
  if (!customer) throw new RetryLater(`customer ${id} is not known yet`);
  return customer;
}
