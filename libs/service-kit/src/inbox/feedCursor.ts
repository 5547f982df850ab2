import type { Tx } from '../db/Tx.js';

/** How far the feed of a service was read here; 0 while nothing of it was. */
export async function readFeedCursor(db: Pick<Tx, 'query'>, source: string): Promise<number> {
  const [cursor] = await db.query<{ position: bigint }>(
    'SELECT position FROM kit.feed_cursor WHERE source = $1',
    [source],
  );
  return Number(cursor?.position ?? 0);
}
