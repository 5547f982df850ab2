import { conflict } from '@closeout/contracts/errors';
import type { FeedItem } from '@closeout/contracts/events';
import type { Queryable } from '@closeout/service-kit/db';
import { type Params, prepared } from '@closeout/service-kit/sql';
import { type ExpressionBuilder, type Selectable, sql } from 'kysely';
import type { DB, FeedEvent } from '../generated/kysely/types.js';
import { tables } from '../tables.js';

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

/** Where the feed ends, and the month in which the next event that is asked for was appended. */
const findHead = prepared(({ next }: Params<{ next: bigint }>) =>
  tables
    .selectFrom('feed_head')
    .select((eb) => [
      'position',
      eb
        .selectFrom('feed_month')
        .select('month')
        .where('first_position', '<=', next)
        .orderBy('first_position', 'desc')
        .limit(sql.lit(1))
        .as('month'),
    ]),
);

const columns = [
  ...(['position', 'event_id', 'type', 'source', 'subject', 'time', 'aggregate_version', 'data'] as const),
] as const;

const isOneOf = (
  eb: ExpressionBuilder<DB, 'feed_event'>,
  column: 'type' | 'source',
  names: readonly string[],
) => eb(column, '=', eb.fn.any(eb.val(names)));

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
export async function readFeed(db: Queryable, query: FeedQuery): Promise<FeedPage> {
  // The last position first: what is committed after this is for the next request, filtered or not.
  const [head] = await db.run(findHead({ next: BigInt(query.after + 1) }));
  const last = Number(head?.position ?? 0);
  if (!head?.month || query.after >= last) return { items: [], nextAfter: query.after, head: last };
  const { types, sources } = query;
  const upTo = types || sources ? Math.min(last, query.after + maxLookedAt) : last;
  let events = tables
    .selectFrom('feed_event')
    .select(columns)
    .where('month', '>=', head.month)
    .where('position', '>', BigInt(query.after))
    .where('position', '<=', BigInt(upTo));
  if (types) events = events.where((eb) => eb.or([isOneOf(eb, 'type', types), isOneOf(eb, 'source', types)]));
  if (sources) events = events.where((eb) => isOneOf(eb, 'source', sources));
  const rows = await db.run(events.orderBy('month').orderBy('position').limit(query.limit));
  const items = rows.map(toItem);
  const nextAfter = items.length === query.limit ? (items.at(-1)?.position ?? upTo) : upTo;
  return { items, nextAfter, head: last };
}

function toItem(row: Pick<Selectable<FeedEvent>, (typeof columns)[number]>): FeedItem {
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
