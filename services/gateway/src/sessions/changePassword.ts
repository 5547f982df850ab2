import { conflict, DomainError } from '@closeout/contracts';
import type { Actor, Clock, Database } from '@closeout/service-kit';
import type { SignInLimits } from '../limits/signInLimits.js';
import { endSessionsOf } from './endSessions.js';
import { hashPassword, isPasswordOf, oneOfFew } from './passwords.js';
import { lockUser } from './sessionStore.js';

export interface ChangePasswordParts {
  db: Database;
  limits: SignInLimits;
  clock: Clock;
}

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
export async function changePassword(parts: ChangePasswordParts, change: PasswordChange): Promise<void> {
  const { actor, address } = change;
  const email = actor.email ?? actor.id;
  await parts.limits.check(email, address);
  const [user] = await parts.db.query<{ passwordHash: string | null }>(
    `select password_hash as "passwordHash" from app_user where id = $1`,
    [actor.id],
  );
  if (!user?.passwordHash) throw conflict('no-local-password', 'You do not sign in with a password here.');
  const before = user.passwordHash;
  if (!(await oneOfFew(() => isPasswordOf(before, change.currentPassword)))) {
    await parts.limits.failed(email, address);
    throw new DomainError('forbidden', 'password-wrong', { detail: 'That is not your present password.' });
  }
  const passwordHash = await hashPassword(change.newPassword);
  await parts.db.transaction(async (tx) => {
    const now = parts.clock.now();
    const updated = await tx.query(
      `update app_user set password_hash = $2, updated_at = $3 where id = $1 and password_hash = $4 returning id`,
      [actor.id, passwordHash, now, before],
    );
    if (updated.length === 0 || !(await lockUser(tx, actor.id))?.active) {
      throw new DomainError('forbidden', 'password-wrong', { detail: 'The password was changed meanwhile.' });
    }
    await endSessionsOf(tx, actor.id, now, 'password-changed', actor.sessionId);
    tx.audit({ action: 'changePassword', kind: 'user', id: actor.id });
  });
}
