import type { Tx } from '@closeout/service-kit/db';
import type { ReceivedEvent } from '@closeout/service-kit/messaging';
import type { ReplicatedCustomer } from './customer.js';
import { saveCustomer } from './customerStore.js';

export async function onCustomerChanged(tx: Tx, event: ReceivedEvent<ReplicatedCustomer>): Promise<void> {
  await saveCustomer(tx, event.data);
}
