import type { JournalLine } from '@closeout/contracts/http/billing';
import { FeedPositions } from '@closeout/contracts/http/internal';
import type { Database } from '@closeout/service-kit/db';
import type { Peer } from '@closeout/service-kit/http';

export type BookedLine = Omit<JournalLine, 'feedPosition'>;

/**
 * Adds where the events of lines stand in the public feed, which notifications keeps: it is asked with the positions that the
 * events have in billing's own log. Lines are as true without, so when it is away they go without.
 */
export async function withFeedPositions(
  db: Pick<Database, 'query'>,
  notifications: Peer,
  lines: readonly BookedLine[],
): Promise<JournalLine[]> {
  const own = await ownPositions(db, lines);
  const positions = [...new Set(own.values())];
  const found =
    positions.length === 0
      ? null
      : await notifications
          .post('/internal/feed/positions', { source: 'billing', positions }, FeedPositions)
          .catch(() => null); // the journal is read without notifications too: positions are null then
  const feed = new Map(found?.positions.map((each) => [each.own, each.feed]));
  const positionOf = (eventId: string | null) => feed.get(own.get(eventId ?? '') ?? 0) ?? null;
  return lines.map((line) => ({ ...line, feedPosition: positionOf(line.eventId) }));
}

async function ownPositions(
  db: Pick<Database, 'query'>,
  lines: readonly BookedLine[],
): Promise<Map<string, number>> {
  const ids = [...new Set(lines.flatMap(({ eventId }) => eventId ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await db.query<{ id: string; position: bigint }>(
    `SELECT e.event_id AS id, p.position FROM kit.event_log e JOIN kit.event_position p ON p.event_log_id = e.id
     WHERE e.event_id = ANY ($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ id, position }) => [id, Number(position)]));
}
