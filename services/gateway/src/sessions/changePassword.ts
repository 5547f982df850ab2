import { conflict, DomainError } from '@closeout/contracts';
import type { Actor, Clock, Tx } from '@closeout/service-kit';
import type { SignInLimits } from '../limits/signInLimits.js';
import { endSessionsOf } from './endSessions.js';
import { hashPassword, isPasswordOf } from './passwords.js';

export interface PasswordChange {
  actor: Actor;
  address: string;
  currentPassword: string;
  newPassword: string;
}

/**
 * Sets one's own password and ends one's other sessions. Wrong guesses count like failed sign-ins.
 * @throws DomainError 403 `password-wrong`, 409 `no-local-password`, 429 `too-many-requests`
 */
export async function changePassword(
  tx: Tx,
  limits: SignInLimits,
  clock: Clock,
  change: PasswordChange,
): Promise<void> {
  const { actor, address } = change;
  const email = actor.email ?? actor.id;
  await limits.check(email, address);
  const [user] = await tx.query<{ passwordHash: string | null }>(
    `select password_hash as "passwordHash" from app_user where id = $1 and active for update`,
    [actor.id],
  );
  if (!user?.passwordHash) throw conflict('no-local-password', 'You do not sign in with a password here.');
  if (!(await isPasswordOf(user.passwordHash, change.currentPassword))) {
    await limits.failed(email, address);
    throw new DomainError('forbidden', 'password-wrong', { detail: 'That is not your present password.' });
  }
  const now = clock.now();
  const passwordHash = await hashPassword(change.newPassword);
  await tx.query(`update app_user set password_hash = $2, updated_at = $3 where id = $1`, [
    actor.id,
    passwordHash,
    now,
  ]);
  await endSessionsOf(tx, actor.id, now, 'password-changed', actor.sessionId);
  tx.audit({ action: 'changePassword', kind: 'user', id: actor.id });
}
