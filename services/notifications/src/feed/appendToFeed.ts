import type { StoredEvent } from '@closeout/contracts/events';
import type { Tx } from '@closeout/service-kit/db';
import { insertRows, type Params, prepared } from '@closeout/service-kit/sql';
import { sql } from 'kysely';
import { tables } from '../tables.js';
import { takePositions } from './feedHead.js';

interface Month {
  month: string;
  firstPosition: bigint;
}

const beginMonth = prepared(({ month, firstPosition }: Params<Month>) =>
  tables
    .with('ready', (db) => db.selectNoFrom(sql`feed_partitions(${month}::date, 0)`.as('made')))
    .insertInto('feed_month')
    .columns(['month', 'first_position'])
    .expression((eb) =>
      eb
        .selectFrom('ready')
        .select([sql`${month}::date`.as('month'), sql`${firstPosition}::bigint`.as('first')]),
    )
    .onConflict((on) => on.doNothing()),
);

const insertEvents = insertRows(
  tables.insertInto('feed_event'),
  {
    ...({ month: 'date', position: 'bigint', source: 'text', source_position: 'bigint' } as const),
    ...({ event_id: 'uuid', type: 'text', subject: 'text', time: 'timestamptz' } as const),
    ...({ aggregate_version: 'integer', data: 'jsonb' } as const),
  },
  (insert) => insert,
);

/**
 * Appends a producer's next events, in their order, and gives each the feed's next position. Whoever
 * appends holds the head until commit: positions are dense, and become visible in their order.
 */
export async function appendToFeed(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  if (events.length === 0) return;
  const [head] = await tx.run(takePositions({ count: events.length }));
  if (!head) throw new Error('the feed has lost its head');
  const before = head.position - BigInt(events.length);
  // The partitions of the coming months are made ahead; this is for a clock that jumped over all of them.
  await tx.run(beginMonth({ month: head.month, firstPosition: before + 1n }));
  const rows = events.map(({ source, position, id, type, subject, time, aggregateVersion, data }, n) => ({
    ...{ month: head.month, position: before + BigInt(n + 1) },
    ...{ source, source_position: BigInt(position), event_id: id, type, subject, time, data },
    aggregate_version: aggregateVersion,
  }));
  await tx.run(insertEvents(rows));
}
