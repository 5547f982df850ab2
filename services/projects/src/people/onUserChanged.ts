import type { ReceivedEvent, Tx } from '@closeout/service-kit';
import type { ReplicatedPerson } from './person.js';
import { savePerson } from './personStore.js';

export async function onUserChanged(tx: Tx, event: ReceivedEvent<ReplicatedPerson>): Promise<void> {
  await savePerson(tx, event.data);
}
