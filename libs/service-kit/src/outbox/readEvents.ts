import { FeedItem, type StoredEvent } from '@closeout/contracts/events';
import { z } from 'zod';
import { readHead, readOwnEnd } from '../eventLog/logStore.js';
import { Seen } from '../eventLog/seen.js';
import type { Database } from '../db/openDatabase.js';

/** A page of one service's own feed, for its peers. Unlike the public feed it carries all that the message would. */
export const EventsPage = z.object({
  items: z.array(
    FeedItem.extend({
      correlationId: z.string().nullable(),
      causationId: z.string().nullable(),
      traceparent: z.string().nullable(),
      epoch: z.uuid().optional(),
    }),
  ),
  /** Ask for the next page with it; it also skips what the filter left out. */
  nextAfter: z.int(),
  /** The last position given. A producer of an earlier release does not tell. */
  head: z.int().optional(),
  /** The last event of all, whatever the filter. */
  end: Seen.nullable().optional(),
});
export type EventsPage = z.infer<typeof EventsPage>;

export interface EventsQuery {
  after: number;
  limit: number;
  /** All types when left out. */
  types?: readonly string[];
}

interface Row {
  position: bigint;
  event_id: string;
  type: string;
  subject: string;
  time: Date;
  aggregate_version: number;
  data: unknown;
  correlation_id: string | null;
  causation_id: string | null;
  traceparent: string | null;
  epoch: string;
}

/**
 * The service's own events after a position, in order. Positions are given by one relay, one commit after the other,
 * so that whoever sees a position also sees all before it.
 */
export async function readEvents(
  db: Pick<Database, 'query' | 'service'>,
  query: EventsQuery,
): Promise<EventsPage> {
  // Read before the page, so that a filter that leaves everything out skips no event that came in between.
  const end = await readOwnEnd(db);
  const head = await readHead(db);
  const last = Math.max(query.after, end?.position ?? 0);
  const rows = await db.query<Row>(
    `SELECT p.position, e.event_id, e.type, e.subject, e.time, e.aggregate_version, e.data,
        e.correlation_id, e.causation_id, e.traceparent,
        (SELECT epoch FROM kit.log_epoch WHERE first_position <= p.position ORDER BY first_position DESC LIMIT 1) AS epoch
      FROM kit.event_position p JOIN kit.event_log e ON e.id = p.event_log_id
      WHERE p.position > $1 AND p.position <= $2 AND ($3::text[] IS NULL OR e.type = ANY ($3))
      ORDER BY p.position LIMIT $4`,
    [query.after, last, query.types ?? null, query.limit],
  );
  const items = rows.map((row) => storedEvent(db.service, row));
  const nextAfter = items.length === query.limit ? (items.at(-1)?.position ?? last) : last;
  return { items, nextAfter, head, end };
}

function storedEvent(source: string, row: Row): StoredEvent {
  return {
    position: Number(row.position),
    id: row.event_id,
    type: row.type,
    source,
    subject: row.subject,
    time: row.time.toISOString(),
    aggregateVersion: row.aggregate_version,
    data: row.data,
    correlationId: row.correlation_id,
    causationId: row.causation_id,
    traceparent: row.traceparent,
    epoch: row.epoch,
  };
}
