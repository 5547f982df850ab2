import type { PlannedEmail } from '@closeout/contracts/http';
import type { EmailPreviewRequest } from '@closeout/contracts/http/internal';
import { runAndRollBack, type Database, type Tx } from '@closeout/service-kit/db';
import { RetryLater } from '@closeout/service-kit/messaging';
import type { AllSubscriptions } from '@closeout/service-kit/service';
import { type Params, prepared } from '@closeout/service-kit/sql';
import { tables } from '../tables.js';

const findPlanned = prepared(({ eventIds }: Params<{ eventIds: string[] }>) =>
  tables
    .selectFrom('email')
    .select(['kind', 'subject', 'recipient'])
    .where((eb) => eb('event_id', '=', eb.fn.any(eventIds)))
    .orderBy('kind')
    .orderBy('recipient'),
);

type SaidEvent = EmailPreviewRequest['events'][number];

/**
 * Which e-mails events would cause, found out with the very handlers that would queue them, in a transaction that is
 * rolled back. What would have to wait for other events is left out.
 */
export function previewEmails(
  db: Database,
  subscriptions: AllSubscriptions,
  events: readonly SaidEvent[],
): Promise<PlannedEmail[]> {
  return runAndRollBack(db.transaction, async (tx) => {
    for (const event of events) await apply(tx, subscriptions, event);
    return tx.run(findPlanned({ eventIds: events.map(({ id }) => id) }));
  });
}

async function apply(tx: Tx, subscriptions: AllSubscriptions, event: SaidEvent): Promise<void> {
  const source = event.type.split('.')[0] as keyof AllSubscriptions;
  const handler = subscriptions[source]?.[event.type];
  if (!handler) return;
  const received = {
    ...event,
    source,
    position: 0,
    correlationId: null,
    causationId: null,
    traceparent: null,
  };
  await handler(tx, received).catch((error: unknown) => {
    if (!(error instanceof RetryLater)) throw error;
  });
}
