import type { StoredEvent } from '@closeout/contracts';
import type { Tx } from '@closeout/service-kit';

/**
 * Appends a producer's next events, in their order, and gives each the feed's next position. Whoever
 * appends holds the head until commit: positions are dense, and become visible in their order.
 */
export async function appendToFeed(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  if (events.length === 0) return;
  const [head] = await tx.query<{ position: bigint; month: string }>(
    `UPDATE feed_head SET position = position + $1, month = greatest(month, date_trunc('month', now() AT TIME ZONE 'UTC')::date)
      RETURNING position, month`,
    [events.length],
  );
  if (!head) throw new Error('the feed has lost its head');
  const before = head.position - BigInt(events.length);
  // The partitions of the coming months are made ahead; this is for a clock that jumped over all of them.
  await tx.query(
    `WITH ready AS (SELECT feed_partitions($1::date, 0))
      INSERT INTO feed_month (month, first_position) SELECT $1::date, $2 FROM ready ON CONFLICT DO NOTHING`,
    [head.month, before + 1n],
  );
  await tx.query(
    `INSERT INTO feed_event (month, position, source, source_position, event_id, type, subject, time, aggregate_version, data)
      SELECT $1::date, $2 + e.n, e.source, e.source_position, e.id, e.type, e.subject, e.time, e.version, e.data::jsonb
      FROM unnest($3::text[], $4::bigint[], $5::uuid[], $6::text[], $7::text[], $8::timestamptz[], $9::int[], $10::text[])
        WITH ORDINALITY AS e (source, source_position, id, type, subject, time, version, data, n)`,
    [
      head.month,
      before,
      events.map(({ source }) => source),
      events.map(({ position }) => position),
      events.map(({ id }) => id),
      events.map(({ type }) => type),
      events.map(({ subject }) => subject),
      events.map(({ time }) => time),
      events.map(({ aggregateVersion }) => aggregateVersion),
      events.map(({ data }) => JSON.stringify(data)),
    ],
  );
}
