import { notificationsEvents } from '@closeout/contracts';
import type { Tx } from '@closeout/service-kit';
import { stateOf, type EmailRow } from './emailStore.js';

const reason =
  'It may have been sent before the database was restored from its backup. Send it again if it was not.';

/**
 * After a restore nobody knows what of the queue was sent since the backup, so nothing of it is sent by itself: a
 * person may have each e-mail sent again.
 */
export async function failQueuedEmails(tx: Tx, now: Date, eventId: string | null = null): Promise<void> {
  const rows = await tx.query<EmailRow>(
    `UPDATE email SET status = 'FAILED', version = version + 1, lease_holder = NULL, lease_until = NULL, next_attempt_at = NULL,
        last_error = $1, at = $2
      WHERE status = 'QUEUED' AND ($3::uuid IS NULL OR event_id = $3)
      RETURNING id, version, event_type, event_id, recipient, subject, status, attempts, at`,
    [reason, now, eventId],
  );
  for (const row of rows) {
    const state = stateOf(row);
    tx.emit(notificationsEvents.emailFailed.draft(state.id, state.version, state));
  }
}

/** Whether the event was said before the last restore: who was told of it then is not known any more. */
export async function mayHaveBeenTold(tx: Tx, event: { time: string }): Promise<boolean> {
  const [row] = await tx.query<{ told: boolean }>(
    'SELECT EXISTS (SELECT FROM kit.log_epoch WHERE first_position > 1 AND started_at > $1) AS told',
    [event.time],
  );
  return row?.told ?? false;
}
