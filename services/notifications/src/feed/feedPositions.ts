import type { Database } from '@closeout/service-kit';

/** Where events of a service stand in the feed; what it has not got yet is left out. */
export async function feedPositions(
  db: Pick<Database, 'query'>,
  source: string,
  positions: readonly number[],
): Promise<{ own: number; feed: number }[]> {
  // By month, so that each partition is read by its index.
  const rows = await db.query<{ own: bigint; feed: bigint }>(
    `SELECT e.source_position AS own, e.position AS feed FROM feed_month m
     JOIN feed_event e ON e.month = m.month AND e.source = $1 AND e.source_position = ANY ($2::bigint[])`,
    [source, positions],
  );
  return rows.map(({ own, feed }) => ({ own: Number(own), feed: Number(feed) }));
}
