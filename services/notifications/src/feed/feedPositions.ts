import type { Queryable } from '@closeout/service-kit/db';
import { type Params, prepared } from '@closeout/service-kit/sql';
import { tables } from '../tables.js';

/** By month, so that each partition is read by its index. */
const findPositions = prepared(({ source, positions }: Params<{ source: string; positions: bigint[] }>) =>
  tables
    .selectFrom('feed_month as m')
    .innerJoin('feed_event as e', (join) =>
      join
        .onRef('e.month', '=', 'm.month')
        .on('e.source', '=', source)
        .on((eb) => eb('e.source_position', '=', eb.fn.any(positions))),
    )
    .select(['e.source_position as own', 'e.position as feed']),
);

/** Where events of a service stand in the feed; what it has not got yet is left out. */
export async function feedPositions(
  db: Queryable,
  source: string,
  positions: readonly number[],
): Promise<{ own: number; feed: number }[]> {
  const rows = await db.run(findPositions({ source, positions: positions.map(BigInt) }));
  return rows.map(({ own, feed }) => ({ own: Number(own), feed: Number(feed) }));
}
