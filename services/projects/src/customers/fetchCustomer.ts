import type { Kit } from '@closeout/service-kit';
import { ReplicatedCustomer } from './customer.js';
import { customerIsKnown, saveCustomer } from './customerStore.js';

/**
 * Asks billing for a customer who is not known here: made a moment ago, the news may still be under way. Outside any
 * transaction, because nothing may wait for a neighbour while it holds locks.
 * @returns whether the customer is known now and was not before
 * @throws DomainError `service-unavailable` when billing is away
 */
export async function fetchCustomer({ db, peer }: Pick<Kit, 'db' | 'peer'>, id: string): Promise<boolean> {
  if (await customerIsKnown(db, id)) return false;
  const customer = await peer('billing').get(`/internal/customers/${id}`, ReplicatedCustomer);
  if (!customer) return false;
  await db.transaction((tx) => saveCustomer(tx, customer));
  return true;
}
