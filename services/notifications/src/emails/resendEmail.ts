import { conflict, notFound } from '@closeout/contracts/errors';
import type { Notification } from '@closeout/contracts/http/notifications';
import type { Clock, Tx } from '@closeout/service-kit/db';
import { tables } from '../tables.js';
import { shownColumns, toNotification } from './emailQueries.js';
import { requeueEmail } from './emailStore.js';

/**
 * Queues a failed e-mail once more, with all its attempts before it.
 * @throws DomainError `notification-not-found`; `notification-not-failed` for one that is on its way or was sent;
 *   `notification-confidential` for one whose text is not kept
 */
export async function resendEmail(tx: Tx, id: string, clock: Clock): Promise<Notification> {
  const queued = await requeueEmail(tx, id, clock.now());
  const [email] = await tx.run(tables.selectFrom('email').select(shownColumns).where('id', '=', id));
  if (!email) throw notFound('notification', id);
  if (!queued && email.confidential) {
    throw conflict(
      'notification-confidential',
      'Its text was for its reader alone and is not kept. Have the invitation or the link sent again.',
    );
  }
  if (!queued) {
    throw conflict(
      'notification-not-failed',
      `The e-mail is ${email.status}; only a failed one can be sent again.`,
      {
        currentStatus: email.status,
      },
    );
  }
  return toNotification(email);
}
