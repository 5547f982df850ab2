import { notificationsEvents } from '@closeout/contracts/events/notifications';
import type { Tx } from '@closeout/service-kit/db';
import { readEpochs } from '@closeout/service-kit/messaging';
import { tables } from '../tables.js';
import { stateColumns, stateOf } from './emailStore.js';

const reason =
  'It may have been sent before the database was restored from its backup. Send it again if it was not.';

/**
 * After a restore nobody knows what of the queue was sent since the backup, so nothing of it is sent by itself: a
 * person may have each e-mail sent again.
 */
export async function failQueuedEmails(tx: Tx, now: Date, eventId: string | null = null): Promise<void> {
  const rows = await tx.run(
    tables
      .updateTable('email')
      .set({
        status: 'FAILED',
        version: (eb) => eb('version', '+', eb.lit(1)),
        lease_holder: null,
        lease_until: null,
        next_attempt_at: null,
        last_error: reason,
        at: now,
      })
      .where('status', '=', 'QUEUED')
      .$if(eventId !== null, (update) => update.where('event_id', '=', eventId))
      .returning(stateColumns),
  );
  for (const row of rows) {
    const state = stateOf(row);
    tx.emit(notificationsEvents.emailFailed.draft(state.id, state.version, state));
  }
}

/** Whether the event was said before the last restore: who was told of it then is not known any more. */
export async function mayHaveBeenTold(tx: Tx, event: { time: string }): Promise<boolean> {
  const epochs = await readEpochs(tx);
  return epochs.some(
    ({ firstPosition, startedAt }) => firstPosition > 1 && startedAt.getTime() >= Date.parse(event.time),
  );
}
