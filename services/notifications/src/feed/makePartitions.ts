import type { Database } from '@closeout/service-kit';

/** Makes the feed's partitions for this month and the next three, as far as they are missing. */
export async function makePartitions(db: Pick<Database, 'query'>): Promise<void> {
  await db.query("SELECT feed_partitions((now() AT TIME ZONE 'UTC')::date, 3)");
}
