import { conflict, type FeedItem } from '@closeout/contracts';
import type { Database } from '@closeout/service-kit';

export interface FeedQuery {
  after: number;
  limit: number;
  /** Names of events, or of services; everything when left out. */
  types?: readonly string[];
  /** Of these services only. */
  sources?: readonly string[];
}

export interface FeedPage {
  items: FeedItem[];
  nextAfter: number;
  /** Position of the last event that there is. */
  head: number;
}

/** How many events one request looks at when it filters, so that a rare type costs many short requests, never a long one. */
export const maxLookedAt = 50_000;

/** For whoever asks from outside. @throws DomainError 409 `after-beyond-head` */
export function assertWithinFeed({ after }: FeedQuery, { head }: FeedPage): void {
  if (after <= head) return;
  throw conflict(
    'after-beyond-head',
    `The feed ends at ${head}. Whoever has seen ${after} has seen events that are not here: compare your copy with the feed, then go on after ${head}.`,
    { head },
  );
}

/** The events after a position, in order. `nextAfter` also passes over what the filter left out. */
export async function readFeed(db: Pick<Database, 'query'>, query: FeedQuery): Promise<FeedPage> {
  // The last position first: what is committed after this is for the next request, filtered or not.
  const [head] = await db.query<{ position: bigint; month: string | null }>(
    `SELECT position, (SELECT month FROM feed_month WHERE first_position <= $1 + 1 ORDER BY first_position DESC LIMIT 1) AS month
      FROM feed_head`,
    [query.after],
  );
  const last = Number(head?.position ?? 0);
  if (!head || query.after >= last) return { items: [], nextAfter: query.after, head: last };
  const upTo = query.types || query.sources ? Math.min(last, query.after + maxLookedAt) : last;
  const rows = await db.query<Row>(
    `SELECT position, event_id, type, source, subject, time, aggregate_version, data FROM feed_event
      WHERE month >= $1::date AND position > $2 AND position <= $3
        AND ($4::text[] IS NULL OR type = ANY ($4) OR source = ANY ($4))
        AND ($6::text[] IS NULL OR source = ANY ($6))
      ORDER BY month, position LIMIT $5`,
    [head.month, query.after, upTo, query.types ?? null, query.limit, query.sources ?? null],
  );
  const items = rows.map(toItem);
  const nextAfter = items.length === query.limit ? (items.at(-1)?.position ?? upTo) : upTo;
  return { items, nextAfter, head: last };
}

interface Row {
  position: bigint;
  event_id: string;
  type: string;
  source: string;
  subject: string;
  time: Date;
  aggregate_version: number;
  data: unknown;
}

function toItem(row: Row): FeedItem {
  return {
    position: Number(row.position),
    id: row.event_id,
    type: row.type,
    source: row.source,
    subject: row.subject,
    time: row.time.toISOString(),
    aggregateVersion: row.aggregate_version,
    data: row.data,
  };
}
