import type { Tx } from '@closeout/service-kit/db';
import { revoke } from '../tokens/revocations.js';

export type EndReason =
  'signed-out' | 'refresh-token-reused' | 'password-changed' | 'second-factor-removed' | 'deactivated';

/** Ends one session: its tokens are refused from the moment the transaction commits. */
export async function endSession(tx: Tx, sessionId: string, now: Date, reason: EndReason): Promise<void> {
  const ended = await tx.query<{ id: string }>(
    `update session set revoked_at = $2, revoked_reason = $3 where id = $1 and revoked_at is null returning id`,
    [sessionId, now, reason],
  );
  await revoke(
    tx,
    ended.map(({ id }) => id),
  );
  if (ended.length > 0)
    tx.audit({ action: 'endSession', record: 'session', id: sessionId, detail: { reason } });
}

/** Ends all sessions of a user, except the one that is named. */
export async function endSessionsOf(
  tx: Tx,
  userId: string,
  now: Date,
  reason: EndReason,
  except?: string,
): Promise<void> {
  const ended = await tx.query<{ id: string }>(
    `update session set revoked_at = $2, revoked_reason = $3
      where user_id = $1 and revoked_at is null and id is distinct from $4::uuid returning id`,
    [userId, now, reason, except ?? null],
  );
  await revoke(
    tx,
    ended.map(({ id }) => id),
  );
}
