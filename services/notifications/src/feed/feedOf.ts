import type { Queryable } from '@closeout/service-kit/db';
import type { LostEvent } from '@closeout/service-kit/messaging';
import { type Params, prepared } from '@closeout/service-kit/sql';
import { tables } from '../tables.js';

interface Asked {
  source: string;
  after: bigint;
  limit: number;
}

const findEvents = prepared(({ source, after, limit }: Params<Asked>) =>
  tables
    .selectFrom('feed_event')
    .select(['source_position as position', 'event_id as eventId', 'type', 'subject'])
    .select(['aggregate_version as aggregateVersion', 'time', 'data'])
    .where('source', '=', source)
    .where('source_position', '>', after)
    .orderBy('source_position')
    .limit(limit),
);

export async function feedOf(
  db: Queryable,
  source: string,
  after: number,
  limit: number,
): Promise<LostEvent[]> {
  const rows = await db.run(findEvents({ source, after: BigInt(after), limit }));
  return rows.map((row) => ({ ...row, position: Number(row.position), time: row.time.toISOString() }));
}
