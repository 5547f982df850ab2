import type { Database, LostEvent } from '@closeout/service-kit';

interface Row extends Omit<LostEvent, 'position' | 'time'> {
  position: bigint;
  time: Date;
}

export async function feedOf(
  db: Pick<Database, 'query'>,
  source: string,
  after: number,
  limit: number,
): Promise<LostEvent[]> {
  const rows = await db.query<Row>(
    `SELECT source_position AS position, event_id AS "eventId", type, subject, aggregate_version AS "aggregateVersion", time, data
      FROM feed_event WHERE source = $1 AND source_position > $2 ORDER BY source_position LIMIT $3`,
    [source, after, limit],
  );
  return rows.map((row) => ({ ...row, position: Number(row.position), time: row.time.toISOString() }));
}
