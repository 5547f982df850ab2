import { identitySql } from '../db/identity.js';
import type { Tx } from '../db/Tx.js';
import type { Seen } from './seen.js';

type Reader = Pick<Tx, 'query'>;

export interface Epoch {
  epoch: string;
  firstPosition: number;
  startedAt: Date;
  reason: string;
}

export interface LogState {
  identity: string | null;
  knownIdentity: string | null;
  restoredAt: Date | null;
}

export async function readLogState(db: Reader): Promise<LogState> {
  const [row] = await db.query<LogState>(
    `SELECT i.identity, s.identity AS "knownIdentity", s.restored_at AS "restoredAt"
      FROM kit.log_state s, (${identitySql}) i`,
  );
  if (!row) throw new Error('kit.log_state has lost its row');
  return row;
}

/** The oldest first. */
export async function readEpochs(db: Reader): Promise<Epoch[]> {
  const rows = await db.query<{ epoch: string; first: bigint; startedAt: Date; reason: string }>(
    'SELECT epoch, first_position AS first, started_at AS "startedAt", reason FROM kit.log_epoch ORDER BY first_position',
  );
  return rows.map(({ first, ...row }) => ({ ...row, firstPosition: Number(first) }));
}

/** The last position given, or the end of what others have seen before the present epoch. */
export async function readHead(db: Reader): Promise<number> {
  const [row] = await db.query<{ head: bigint }>(
    `SELECT greatest((SELECT max(position) FROM kit.event_position), (SELECT max(first_position) - 1 FROM kit.log_epoch), 0) AS head`,
  );
  return Number(row?.head ?? 0);
}

export async function eventAt(db: Reader, position: number): Promise<string | null> {
  const [row] = await db.query<{ id: string }>(
    `SELECT e.event_id AS id FROM kit.event_position p JOIN kit.event_log e ON e.id = p.event_log_id WHERE p.position = $1`,
    [position],
  );
  return row?.id ?? null;
}

/** How far this service's own log goes, for others to remember; null while it has said nothing. */
export async function readOwnEnd(db: Reader): Promise<Seen | null> {
  const [row] = await db.query<{ epoch: string; position: bigint; eventId: string }>(
    `SELECT c.epoch, p.position, e.event_id AS "eventId"
      FROM kit.event_position p JOIN kit.event_log e ON e.id = p.event_log_id,
        LATERAL (SELECT epoch FROM kit.log_epoch WHERE first_position <= p.position ORDER BY first_position DESC LIMIT 1) c
      ORDER BY p.position DESC LIMIT 1`,
  );
  return row ? { ...row, position: Number(row.position) } : null;
}

export async function readSeen(db: Reader, source: string): Promise<Seen[]> {
  const rows = await db.query<{ epoch: string; position: bigint; eventId: string }>(
    'SELECT epoch, position, event_id AS "eventId" FROM kit.seen WHERE source = $1',
    [source],
  );
  return rows.map((row) => ({ ...row, position: Number(row.position) }));
}

/** Never goes back: that is what it is for. */
export async function rememberSeen(db: Reader, source: string, seen: Seen): Promise<void> {
  await db.query(
    `INSERT INTO kit.seen AS s (source, epoch, position, event_id) VALUES ($1, $2, $3, $4)
      ON CONFLICT (source, epoch) DO UPDATE SET position = excluded.position, event_id = excluded.event_id, seen_at = now()
        WHERE s.position < excluded.position`,
    [source, seen.epoch, seen.position, seen.eventId],
  );
}
