import type { Database } from '@closeout/service-kit/db';
import { readEpochs, type CheckedLog } from '@closeout/service-kit/messaging';
import { type Params, prepared } from '@closeout/service-kit/sql';
import { sql } from 'kysely';
import { readFeedHead } from '../feed/feedHead.js';
import { tables } from '../tables.js';

const findLast = prepared(() =>
  tables
    .selectFrom('feed_event')
    .select(['position', 'event_id as eventId'])
    .orderBy('month', 'desc')
    .orderBy('position', 'desc')
    .limit(sql.lit(1)),
);

const findEvent = prepared(({ position }: Params<{ position: bigint }>) =>
  tables.selectFrom('feed_event').select('event_id').where('position', '=', position),
);

/** The public feed as a log whose end the other services remember: it is cut short by a backup as the service's own is. */
export function feedLog(db: Pick<Database, 'query' | 'run'>): CheckedLog {
  const last = async () => {
    const [row] = await db.run(findLast({}));
    return row && { position: Number(row.position), eventId: row.eventId };
  };
  return {
    source: 'notifications.feed',
    head: () => readFeedHead(db),
    async end() {
      const [end, epoch] = [await last(), (await readEpochs(db)).at(-1)];
      return end && epoch ? { ...end, epoch: epoch.epoch } : null;
    },
    async eventAt(position) {
      const [row] = await db.run(findEvent({ position: BigInt(position) }));
      return row?.event_id ?? null;
    },
  };
}
