import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { DomainError } from '@closeout/contracts/errors';
import type { Actor } from '../auth/Actor.js';
import type { KeptAnswer } from '../db/pending.js';
import type { Tx } from '../db/Tx.js';
import { invalidRequest } from './problem.js';

/** How long answers are kept for repeated requests. */
export const idempotencyDays = 14;

export type IdempotencyKey = Pick<KeptAnswer, 'actor' | 'key' | 'requestHash'>;

/** The Idempotency-Key of a request with what it stands for, or null. @throws DomainError 400 when it is malformed */
export function readIdempotencyKey(
  req: IncomingMessage,
  path: string,
  actor: Actor,
  body: unknown,
): IdempotencyKey | null {
  const header = req.headers['idempotency-key'];
  if (header === undefined) return null;
  const key = String(header).trim();
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw invalidRequest([
      {
        pointer: 'Idempotency-Key',
        code: 'invalid-format',
        detail: 'expected 1 to 200 visible ASCII characters',
      },
    ]);
  }
  // Of the parsed body, whose fields the schema puts in order: the same request written differently is the same request.
  const requestHash = createHash('sha256')
    .update(`${req.method} ${path}\n`)
    .update(
      JSON.stringify(body ?? null, (_name, value: unknown) =>
        typeof value === 'bigint' ? value.toString() : value,
      ),
    )
    .digest();
  return { actor: `${actor.kind}:${actor.id}`, key, requestHash };
}

/**
 * The answer that was given to this key before, or null.
 * @throws DomainError 422 `idempotency-key-reused` when it belongs to another request
 */
export async function findAnswer(
  tx: Tx,
  key: IdempotencyKey,
): Promise<{ status: number; body: string | null } | null> {
  const [row] = await tx.query<{ request_hash: Buffer; status: number; body: string | null }>(
    'SELECT request_hash, status, body FROM kit.idempotency_key WHERE actor = $1 AND key = $2',
    [key.actor, key.key],
  );
  if (!row) return null;
  if (!row.request_hash.equals(key.requestHash)) {
    throw new DomainError('unprocessable', 'idempotency-key-reused', {
      detail: 'This Idempotency-Key was used for another request. Use a new one.',
    });
  }
  return { status: row.status, body: row.body };
}

/** Forgets answers that nobody will ask for again. */
export async function forgetOldAnswers(tx: Pick<Tx, 'query'>): Promise<void> {
  await tx.query(
    `DELETE FROM kit.idempotency_key WHERE created_at < now() - interval '${idempotencyDays} days'`,
  );
}
