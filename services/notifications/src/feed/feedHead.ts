import type { Queryable } from '@closeout/service-kit/db';
import { type Params, prepared } from '@closeout/service-kit/sql';
import { sql } from 'kysely';
import { tables } from '../tables.js';

const findHead = prepared(() => tables.selectFrom('feed_head').select('position'));

/** Position of the last event that there is. */
export async function readFeedHead(db: Queryable): Promise<number> {
  const [head] = await db.run(findHead({}));
  return Number(head?.position ?? 0);
}

/** Leaves out positions, at least so many, and all up to `position`. */
export async function moveFeedHead(tx: Queryable, by: number, position: number): Promise<void> {
  await tx.run(
    tables.updateTable('feed_head').set({
      position: ({ ref }) => sql<bigint>`greatest(${ref('position')} + ${by}::bigint, ${position}::bigint)`,
    }),
  );
}

/** Takes the next positions: nobody else gets any until the commit. */
export const takePositions = prepared(({ count }: Params<{ count: number }>) =>
  tables
    .updateTable('feed_head')
    .set({
      position: ({ ref }) => sql<bigint>`${ref('position')} + ${count}::bigint`,
      month: ({ ref }) =>
        sql<string>`greatest(${ref('month')}, date_trunc('month', now() AT TIME ZONE 'UTC')::date)`,
    })
    .returning(['position', 'month']),
);
