import type { EmailState } from '@closeout/contracts';
import type { Tx } from '@closeout/service-kit';
import type { Fate } from './email.js';

type Query = Pick<Tx, 'query'>;

export interface ClaimedEmail {
  id: string;
  message_id: string;
  recipient: string;
  subject: string;
  text: string;
  html: string;
  attempts: number;
  refusals: number;
  queued_at: Date;
  expires_at: Date | null;
}

export interface Claim {
  /** Another one for each claim, so that a sender that was slow cannot mistake the next one's lease for its own. */
  holder: string;
  limit: number;
  leaseMs: number;
  now: Date;
}

/**
 * Takes e-mails that are due, for as long as the lease runs; counts the attempt before it is made. Replicas
 * pass over each other's rows. An e-mail whose lease ran out was in the hands of a sender that died.
 */
export function claimEmails(db: Query, claim: Claim): Promise<ClaimedEmail[]> {
  return db.query<ClaimedEmail>(
    `UPDATE email e SET lease_holder = $1, lease_until = now() + $2 * interval '1 millisecond', attempts = attempts + 1, version = version + 1
      WHERE e.id IN (
        SELECT id FROM email
        WHERE status = 'QUEUED' AND next_attempt_at <= $3 AND (lease_until IS NULL OR lease_until < now())
        ORDER BY next_attempt_at, id LIMIT $4 FOR UPDATE SKIP LOCKED
      )
      RETURNING id, message_id, recipient, subject, text, html, attempts, refusals, queued_at, expires_at`,
    [claim.holder, claim.leaseMs, claim.now, claim.limit],
  );
}

export interface EmailRow {
  id: string;
  version: number;
  event_type: string;
  event_id: string;
  recipient: string;
  subject: string;
  status: string;
  attempts: number;
  at: Date;
}

/** Writes what came of an attempt; null when the lease was lost to another sender. */
export async function settleEmail(
  tx: Tx,
  id: string,
  holder: string,
  fate: Fate,
  now: Date,
): Promise<EmailState | null> {
  const queued = fate.status === 'QUEUED';
  const [row] = await tx.query<EmailRow>(
    `UPDATE email SET status = $3, version = version + 1, lease_holder = NULL, lease_until = NULL,
        next_attempt_at = $4, last_error = $5, refusals = coalesce($6, refusals), at = CASE WHEN $3 = 'QUEUED' THEN at ELSE $7 END
      WHERE id = $1 AND lease_holder = $2 AND status = 'QUEUED'
      RETURNING id, version, event_type, event_id, recipient, subject, status, attempts, at`,
    [
      id,
      holder,
      fate.status,
      queued ? fate.nextAttemptAt : null,
      fate.status === 'SENT' ? null : fate.reason,
      fate.status === 'SENT' ? null : fate.refusals,
      now,
    ],
  );
  return row ? stateOf(row) : null;
}

export function stateOf(row: EmailRow): EmailState {
  return {
    id: row.id,
    version: row.version,
    event: row.event_type,
    eventId: row.event_id,
    recipient: row.recipient,
    subject: row.subject,
    status: row.status,
    attempts: row.attempts,
    at: row.at.toISOString(),
  };
}

/** Puts a failed e-mail back into the queue; false when it has not failed, or its text is gone. */
export async function requeueEmail(tx: Tx, id: string, now: Date): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE email SET status = 'QUEUED', version = version + 1, attempts = 0, refusals = 0, queued_at = $2, at = $2, next_attempt_at = $2
      WHERE id = $1 AND status = 'FAILED' AND NOT confidential RETURNING id`,
    [id, now],
  );
  return rows.length === 1;
}
