import type { ReceivedEvent, Tx } from '@closeout/service-kit';
import type { ReplicatedCustomer } from './customer.js';
import { saveCustomer } from './customerStore.js';

export async function onCustomerChanged(tx: Tx, event: ReceivedEvent<ReplicatedCustomer>): Promise<void> {
  await saveCustomer(tx, event.data);
}
