import type { Tx } from '@closeout/service-kit/db';
import type { ReceivedEvent } from '@closeout/service-kit/messaging';
import type { ReplicatedPerson } from './person.js';
import { savePerson } from './personStore.js';

export async function onUserChanged(tx: Tx, event: ReceivedEvent<ReplicatedPerson>): Promise<void> {
  await savePerson(tx, event.data);
}
