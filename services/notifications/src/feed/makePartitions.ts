import type { Queryable } from '@closeout/service-kit/db';
import { sql } from 'kysely';
import { tables } from '../tables.js';

/** Makes the feed's partitions for this month and the next three, as far as they are missing. */
export async function makePartitions(db: Queryable): Promise<void> {
  await db.run(tables.selectNoFrom(sql`feed_partitions((now() AT TIME ZONE 'UTC')::date, 3)`.as('made')));
}
