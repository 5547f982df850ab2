import type { Tx } from '../db/Tx.js';
import { readHead } from './logStore.js';
import type { Seen } from './seen.js';

/** An event that the public feed has and the restored log has not. */
export interface LostEvent {
  position: number;
  eventId: string;
  type: string;
  subject: string;
  aggregateVersion: number;
  time: string;
  data: unknown;
}

/** The highest number that somebody knows of a series. */
export interface SeenNumber {
  /** Such as `INV`. */
  series: string;
  year: number;
  last: number;
}

/** What a service adds to a resync: its kit knows events, not numbers and records. */
export interface ResyncParts {
  /** The highest numbers of another service's documents that are known here. */
  numbersSeen?(source: string): Promise<SeenNumber[]>;
  /** Asks what `afterwards` needs to know, before the transaction begins. */
  prepare?(): Promise<void>;
  /** Sets the own series above these, in the transaction that begins the new epoch. */
  raiseNumbers?(tx: Tx, numbers: readonly SeenNumber[]): Promise<void>;
  /** Says the present state of records of which others have seen a later one, or that they are gone. */
  restate?(tx: Tx, lost: readonly LostEvent[]): Promise<void>;
  /** What else has to be put right, after the new epoch has begun. */
  afterwards?(tx: Tx, position: number): Promise<void>;
}

export interface Resync {
  reason: string;
  /** The highest position that is known outside. */
  position: number;
  /** Last position that the log shares with what others have seen. */
  fork: number;
  seen: readonly Seen[];
  lost: readonly LostEvent[];
  numbers: readonly SeenNumber[];
  parts: ResyncParts;
}

/**
 * Begins a new epoch above everything that anybody has seen. Own events that nobody took, because their positions were
 * taken for known ones, are given new positions there.
 */
export async function beginEpoch(
  tx: Tx,
  { reason, fork, seen, lost, numbers, position, parts }: Resync,
): Promise<number> {
  // Whoever resyncs at the same time waits here, and then finds the log in order.
  await tx.query('SELECT FROM kit.log_state FOR UPDATE');
  const highest = Math.max(
    position,
    await readHead(tx),
    ...seen.map(({ position }) => position),
    ...lost.map(({ position }) => position),
  );
  // An epoch in which nothing was said has its place too.
  const [last] = await tx.query<{ first: bigint }>('SELECT max(first_position) AS first FROM kit.log_epoch');
  const first = Math.max(highest, Number(last?.first ?? 0)) + 1;
  await tx.query('INSERT INTO kit.log_epoch (first_position, reason) VALUES ($1, $2)', [first, reason]);
  await tx.query('UPDATE kit.log_state SET restored_at = NULL');
  await tx.query(
    `WITH untaken AS (DELETE FROM kit.event_position WHERE position > $1 RETURNING event_log_id)
      INSERT INTO kit.outbox (id) SELECT event_log_id FROM untaken ON CONFLICT DO NOTHING`,
    [fork],
  );
  // What came before is fetched by whoever lacks it; the relay begins with the new epoch.
  await tx.query('UPDATE kit.relay_progress SET published = $1', [first - 1]);
  await tx.query(
    `INSERT INTO kit.lost_event (position, event_id, type, subject, aggregate_version, time, data)
      SELECT l.position, l.id, l.type, l.subject, l.version, l.time, l.data::jsonb
      FROM unnest($1::bigint[], $2::uuid[], $3::text[], $4::text[], $5::int[], $6::timestamptz[], $7::text[])
        AS l (position, id, type, subject, version, time, data)
      ON CONFLICT DO NOTHING`,
    [
      lost.map(({ position }) => position),
      lost.map(({ eventId }) => eventId),
      lost.map(({ type }) => type),
      lost.map(({ subject }) => subject),
      lost.map(({ aggregateVersion }) => aggregateVersion),
      lost.map(({ time }) => time),
      lost.map(({ data }) => JSON.stringify(data)),
    ],
  );
  await parts.raiseNumbers?.(tx, numbers);
  await parts.restate?.(tx, lost);
  await parts.afterwards?.(tx, position);
  return first;
}

const documentNumber = /\b([A-Z]{3})-(\d{4})-(\d{4,9})\b/g;

/** Numbers that stand in lost events, whatever they are of. */
export function numbersIn(lost: readonly LostEvent[]): SeenNumber[] {
  return lost.flatMap(({ data }) =>
    [...JSON.stringify(data).matchAll(documentNumber)].map(([, series = '', year, last]) => ({
      series,
      year: Number(year),
      last: Number(last),
    })),
  );
}

/** The highest of each series. */
export function highestNumbers(numbers: readonly SeenNumber[]): SeenNumber[] {
  const highest = new Map<string, SeenNumber>();
  for (const number of numbers) {
    const key = `${number.series}-${number.year}`;
    if ((highest.get(key)?.last ?? 0) < number.last) highest.set(key, number);
  }
  return [...highest.values()].sort((a, b) => a.series.localeCompare(b.series) || a.year - b.year);
}
