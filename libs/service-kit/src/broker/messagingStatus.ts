import type { Database } from '../db/openDatabase.js';

export interface MessagingStatus {
  outbox: { size: number; lagSeconds: number };
  inbox: { applied: number; waiting: number; oldestSeconds: number; nextAttemptAt: string | null };
  deadLetters: number;
  oldestDeadLetterSeconds: number;
}

const statusSql = `
  WITH relay AS (SELECT published, (SELECT max(position) FROM kit.event_position) AS positioned FROM kit.relay_progress),
  oldest AS (
    SELECT min(e.time) AS time FROM kit.event_log e WHERE e.id IN (
      (SELECT min(id) FROM kit.outbox),
      (SELECT p.event_log_id FROM kit.event_position p WHERE p.position = (SELECT published + 1 FROM relay)))
  )
  SELECT (SELECT count(*) FROM kit.outbox) + greatest(coalesce(positioned, 0) - published, 0) AS size,
    greatest(coalesce(extract(epoch FROM now() - (SELECT time FROM oldest)), 0), 0)::float8 AS lag,
    parked.waiting, parked.next_at, parked.age AS waiting_age, dead.dead, dead.age AS dead_age,
    (SELECT reltuples FROM pg_class WHERE oid = 'kit.inbox'::regclass)::float8 AS applied
  FROM relay,
    (SELECT count(*) AS waiting, min(next_at) AS next_at,
        coalesce(extract(epoch FROM now() - min(received_at)), 0)::float8 AS age FROM kit.inbox WHERE status = 'retry') parked,
    (SELECT count(*) AS dead,
        coalesce(extract(epoch FROM now() - min(received_at)), 0)::float8 AS age FROM kit.dead_letter WHERE status = 'dead') dead`;

/** What an operator asks first. `inbox.applied` is PostgreSQL's estimate: counting would read the whole table. */
export async function readMessagingStatus(db: Pick<Database, 'query'>): Promise<MessagingStatus> {
  const [row] = await db.query<{
    size: bigint;
    lag: number;
    waiting: bigint;
    waiting_age: number;
    next_at: Date | null;
    dead: bigint;
    dead_age: number;
    applied: number;
  }>(statusSql);
  if (!row) throw new Error('kit.relay_progress has lost its row');
  return {
    outbox: { size: Number(row.size), lagSeconds: row.lag },
    inbox: {
      applied: Math.max(0, Math.round(row.applied)),
      waiting: Number(row.waiting),
      oldestSeconds: row.waiting_age,
      nextAttemptAt: row.next_at?.toISOString() ?? null,
    },
    deadLetters: Number(row.dead),
    oldestDeadLetterSeconds: row.dead_age,
  };
}
