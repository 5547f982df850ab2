import { createHash } from 'node:crypto';
import type { RawMessage, ReceivedEvent } from '../broker/message.js';
import type { Tx } from '../db/Tx.js';
import type { Delivery, ReadableDelivery } from './delivery.js';

/** A message that waits in the database. */
export interface Parked {
  source: string;
  event_id: string;
  attempts: number;
  headers: Record<string, unknown>;
  body: Buffer;
}

/**
 * Records events as applied, all in one statement, and gives the ids of those that had not been. In the order of
 * their ids, so that two replicas that were handed the same events wait for each other instead of dead-locking.
 */
export async function recordApplied(
  tx: Tx,
  consumer: string,
  events: readonly ReceivedEvent[],
): Promise<Set<string>> {
  const sorted = events.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const rows = await tx.query<{ event_id: string }>(
    `INSERT INTO kit.inbox (consumer, source, event_id)
      SELECT $1, e.source, e.id FROM unnest($2::text[], $3::uuid[]) AS e (source, id)
      ON CONFLICT DO NOTHING RETURNING event_id`,
    [consumer, sorted.map((event) => event.source), sorted.map((event) => event.id)],
  );
  return new Set(rows.map((row) => row.event_id));
}

/** Parks a message until its next attempt. Does nothing for an event that was applied or given up before. */
export async function park(
  tx: Tx,
  consumer: string,
  delivery: ReadableDelivery,
  wait: { attempts: number; delayMs: number; reason: string },
): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO kit.inbox AS i (consumer, source, event_id, status, attempts, next_at, headers, body, last_error)
      VALUES ($1, $2, $3, 'retry', $4, now() + $5 * interval '1 millisecond', $6, $7, $8)
      ON CONFLICT (consumer, source, event_id) DO UPDATE
        SET next_at = excluded.next_at, last_error = excluded.last_error
        WHERE i.status = 'retry' AND i.attempts = excluded.attempts
      RETURNING event_id`,
    [
      consumer,
      delivery.event.source,
      delivery.event.id,
      wait.attempts,
      wait.delayMs,
      storableHeaders(delivery.raw.headers),
      delivery.raw.body,
      wait.reason,
    ],
  );
  return rows.length > 0;
}

/**
 * Moves a message to the dead letters. Its inbox row keeps later deliveries and reconciliation from trying it again.
 * False for an event that was applied or given up before.
 */
export async function moveToDeadLetters(
  tx: Tx,
  consumer: string,
  delivery: Delivery,
  reason: string,
): Promise<boolean> {
  const { event, raw } = delivery;
  if (event !== null) {
    const rows = await tx.query(
      `INSERT INTO kit.inbox AS i (consumer, source, event_id, status, last_error) VALUES ($1, $2, $3, 'dead', $4)
        ON CONFLICT (consumer, source, event_id) DO UPDATE
          SET status = 'dead', last_error = $4, next_at = NULL, headers = NULL, body = NULL WHERE i.status = 'retry'
        RETURNING event_id`,
      [consumer, event.source, event.id, reason],
    );
    if (rows.length === 0) return false;
  }
  // The id comes of the message, so a message that is delivered again while it is dead is still one dead letter.
  await tx.query(
    `INSERT INTO kit.dead_letter (id, consumer, source, event_id, type, headers, body, reason)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      ON CONFLICT (id) DO UPDATE SET status = 'dead', reason = excluded.reason, received_at = now(),
        resolved_at = NULL, resolved_by = NULL, resolution = NULL`,
    [
      event?.id ?? fingerprint(raw),
      consumer,
      event?.source ?? null,
      event?.id ?? null,
      event?.type ?? null,
      storableHeaders(raw.headers),
      raw.body,
      reason,
    ],
  );
  return true;
}

/** A UUID (version 8) of a message's bytes, for one that has no id of its own. */
function fingerprint(raw: RawMessage): string {
  const hash = createHash('sha256').update(storableHeaders(raw.headers)).update(raw.body).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

/** Headers of a foreign message may hold anything; PostgreSQL stores no NUL, and the broker's own count changes. */
function storableHeaders(headers: Record<string, unknown>): string {
  const kept = Object.entries(headers).filter(
    ([name]) => name !== 'x-delivery-count' && !name.includes('\0'),
  );
  return JSON.stringify(Object.fromEntries(kept), (_, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value,
  );
}
