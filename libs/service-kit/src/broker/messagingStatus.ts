import type { Database } from '../db/openDatabase.js';

export interface MessagingStatus {
  outbox: { size: number; lagSeconds: number };
  inbox: { applied: number; waiting: number; nextAttemptAt: string | null };
  deadLetters: number;
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
    (SELECT count(*) FROM kit.inbox WHERE status = 'retry') AS waiting,
    (SELECT min(next_at) FROM kit.inbox WHERE status = 'retry') AS next_at,
    (SELECT count(*) FROM kit.dead_letter WHERE status = 'dead') AS dead,
    (SELECT reltuples FROM pg_class WHERE oid = 'kit.inbox'::regclass)::float8 AS applied
  FROM relay`;

/** What an operator asks first. `inbox.applied` is PostgreSQL's estimate: counting would read the whole table. */
export async function readMessagingStatus(db: Pick<Database, 'query'>): Promise<MessagingStatus> {
  const [row] = await db.query<{
    size: bigint;
    lag: number;
    waiting: bigint;
    next_at: Date | null;
    dead: bigint;
    applied: number;
  }>(statusSql);
  if (!row) throw new Error('kit.relay_progress has lost its row');
  return {
    outbox: { size: Number(row.size), lagSeconds: row.lag },
    inbox: {
      applied: Math.max(0, Math.round(row.applied)),
      waiting: Number(row.waiting),
      nextAttemptAt: row.next_at?.toISOString() ?? null,
    },
    deadLetters: Number(row.dead),
  };
}
