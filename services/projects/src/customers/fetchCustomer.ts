import type { Kit } from '@closeout/service-kit/service';
import { ReplicatedCustomer } from './customer.js';
import { saveCustomer, securityLevelOf } from './customerStore.js';

/**
 * Asks billing for a customer who was not known here: made a moment ago, the news may still be under way. Outside any
 * transaction, because nothing may wait for a neighbour while it holds locks.
 * @returns whether someone with that clearance may find the customer here now
 * @throws DomainError `service-unavailable` when billing is away
 */
export async function fetchCustomer(
  { db, peer }: Pick<Kit, 'db' | 'peer'>,
  id: string,
  clearance: number,
): Promise<boolean> {
  // The news may have come since; and whom the caller may not see need not be asked for again.
  const level = await securityLevelOf(db, id);
  if (level !== null) return level <= clearance;
  const customer = await peer('billing').get(`/internal/customers/${id}`, ReplicatedCustomer);
  if (!customer) return false;
  await db.transaction((tx) => saveCustomer(tx, customer));
  return customer.securityLevel <= clearance;
}
