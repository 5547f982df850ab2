import { conflict, notFound } from '@closeout/contracts/errors';
import { readMessage, UnreadableMessage } from '../broker/message.js';
import type { Tx } from '../db/Tx.js';
import { currentContext } from '../observability/context.js';

export type DeadLetterStatus = 'dead' | 'replayed' | 'discarded';

export interface DeadLetter {
  id: string;
  source: string | null;
  eventId: string | null;
  type: string | null;
  receivedAt: string;
  reason: string;
  status: DeadLetterStatus;
  resolvedAt: string | null;
  resolvedBy: string | null;
  resolution: string | null;
}

export interface DeadLetterWithMessage extends DeadLetter {
  headers: Record<string, unknown>;
  /** The body as text where it is text, else in base64. */
  body: { encoding: 'utf8' | 'base64'; content: string };
}

/** Where a page ended: pass it on to get the next one. */
export type DeadLetterKey = [receivedAt: string, id: string];

interface Row {
  id: string;
  source: string | null;
  event_id: string | null;
  type: string | null;
  received_at: Date;
  received_key: string;
  reason: string;
  status: DeadLetterStatus;
  resolved_at: Date | null;
  resolved_by: string | null;
  resolution: string | null;
}
interface RowWithMessage extends Row {
  consumer: string;
  headers: Record<string, unknown>;
  body: Buffer;
}

const columns = `id, source, event_id, type, received_at, received_at::text AS received_key, reason, status,
  resolved_at, resolved_by, resolution`;

/** Newest first. */
export async function listDeadLetters(
  db: Pick<Tx, 'query'>,
  query: { limit: number; status?: DeadLetterStatus; before?: DeadLetterKey },
): Promise<{ items: DeadLetter[]; next: DeadLetterKey | null }> {
  const rows = await db.query<Row>(
    `SELECT ${columns} FROM kit.dead_letter
      WHERE ($1::text IS NULL OR status = $1)
        AND ($2::timestamptz IS NULL OR (received_at, id) < ($2::timestamptz, $3::uuid))
      ORDER BY received_at DESC, id DESC LIMIT $4`,
    [query.status ?? null, query.before?.[0] ?? null, query.before?.[1] ?? null, query.limit + 1],
  );
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const next: DeadLetterKey | null = last && rows.length > query.limit ? [last.received_key, last.id] : null;
  return { items: shown.map(deadLetter), next };
}

/** @throws DomainError `dead-letter-not-found` */
export async function getDeadLetter(db: Pick<Tx, 'query'>, id: string): Promise<DeadLetterWithMessage> {
  const [row] = await db.query<RowWithMessage>(
    `SELECT ${columns}, consumer, headers, body FROM kit.dead_letter WHERE id = $1`,
    [id],
  );
  if (!row) throw notFound('dead-letter', id);
  return { ...deadLetter(row), headers: row.headers, body: printable(row.body) };
}

/**
 * Puts the message back into the inbox, to be tried again at once. The caller wakes the retries after the commit.
 * @throws DomainError `dead-letter-not-found`, `dead-letter-resolved`, `dead-letter-unreadable`
 */
export async function replayDeadLetter(tx: Tx, id: string): Promise<DeadLetter> {
  const row = await lockDead(tx, id);
  const event = readable(row);
  await tx.query(
    `INSERT INTO kit.inbox AS i (consumer, source, event_id, status, attempts, next_at, headers, body, last_error)
      VALUES ($1, $2, $3, 'retry', 0, now(), $4, $5, $6)
      ON CONFLICT (consumer, source, event_id) DO UPDATE
        SET status = 'retry', attempts = 0, next_at = now(), headers = $4, body = $5, last_error = $6
        WHERE i.status IN ('dead', 'discarded')`,
    [row.consumer, event.source, event.id, JSON.stringify(row.headers), row.body, row.reason],
  );
  return resolve(tx, row, 'replayed', null);
}

/**
 * Gives the message up for good, with the reason why that is right.
 * @throws DomainError `dead-letter-not-found`, `dead-letter-resolved`
 */
export async function discardDeadLetter(tx: Tx, id: string, reason: string): Promise<DeadLetter> {
  const row = await lockDead(tx, id);
  await tx.query(
    `UPDATE kit.inbox SET status = 'discarded' WHERE consumer = $1 AND source = $2 AND event_id::text = $3 AND status = 'dead'`,
    [row.consumer, row.source, row.event_id],
  );
  return resolve(tx, row, 'discarded', reason);
}

async function lockDead(tx: Tx, id: string): Promise<RowWithMessage> {
  const [row] = await tx.query<RowWithMessage>(
    `SELECT ${columns}, consumer, headers, body FROM kit.dead_letter WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw notFound('dead-letter', id);
  if (row.status !== 'dead') {
    throw conflict('dead-letter-resolved', `This dead letter was ${row.status} already.`, {
      currentStatus: row.status,
    });
  }
  return row;
}

function readable(row: RowWithMessage) {
  try {
    return readMessage(row);
  } catch (error) {
    if (!(error instanceof UnreadableMessage)) throw error;
    throw conflict('dead-letter-unreadable', `It cannot be replayed, only discarded: ${error.message}.`);
  }
}

async function resolve(
  tx: Tx,
  row: RowWithMessage,
  status: 'replayed' | 'discarded',
  resolution: string | null,
): Promise<DeadLetter> {
  const by = currentContext().actor?.name ?? 'the service';
  const [resolved] = await tx.query<Row>(
    `UPDATE kit.dead_letter SET status = $2, resolved_at = now(), resolved_by = $3, resolution = $4
      WHERE id = $1 RETURNING ${columns}`,
    [row.id, status, by, resolution],
  );
  tx.audit({
    action: status === 'replayed' ? 'replayDeadLetter' : 'discardDeadLetter',
    record: 'dead-letter',
    id: row.id,
    detail: { type: row.type, eventId: row.event_id, reason: row.reason, resolution },
  });
  return deadLetter(resolved ?? row);
}

function deadLetter(row: Row): DeadLetter {
  return {
    id: row.id,
    source: row.source,
    eventId: row.event_id,
    type: row.type,
    receivedAt: row.received_at.toISOString(),
    reason: row.reason,
    status: row.status,
    resolvedAt: row.resolved_at?.toISOString() ?? null,
    resolvedBy: row.resolved_by,
    resolution: row.resolution,
  };
}

function printable(body: Buffer): DeadLetterWithMessage['body'] {
  const content = body.toString('utf8');
  return Buffer.from(content, 'utf8').equals(body)
    ? { encoding: 'utf8', content }
    : { encoding: 'base64', content: body.toString('base64') };
}
