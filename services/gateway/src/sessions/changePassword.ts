import { conflict, DomainError } from '@closeout/contracts';
import type { Actor, Clock, Tx } from '@closeout/service-kit';
import type { SignInLimits } from '../limits/signInLimits.js';
import { endSessionsOf } from './endSessions.js';
import { hashPassword, isPasswordOf, oneOfFew } from './passwords.js';

export interface PasswordChange {
  actor: Actor;
  address: string;
  currentPassword: string;
  newPassword: string;
}

/** What was found out before the transaction. */
export interface CheckedChange {
  currentHash: string;
  newHash: string;
}

/**
 * Checks the present password and hashes the new one, which takes far longer than a connection may be held for. Wrong
 * guesses count like failed sign-ins.
 * @throws DomainError 403 `password-wrong`, 409 `no-local-password`, 429 `too-many-requests`, 503 `too-many-sign-ins`
 */
export async function checkPasswordChange(
  query: Tx['query'],
  limits: SignInLimits,
  { actor, address, currentPassword, newPassword }: PasswordChange,
): Promise<CheckedChange> {
  const email = actor.email ?? actor.id;
  await limits.check(email, address);
  return oneOfFew(async () => {
    // Again: while this one waited for its turn, those before it may have used up what was left.
    await limits.check(email, address);
    const currentHash = await passwordHashOf(query, actor);
    if (!(await isPasswordOf(currentHash, currentPassword))) {
      await limits.failed(email, address);
      throw wrongPassword();
    }
    return { currentHash, newHash: await hashPassword(newPassword) };
  });
}

/**
 * Sets one's own password and ends one's other sessions.
 * @throws DomainError 403 `password-wrong` when it was changed since it was checked
 */
export async function changePassword(
  tx: Tx,
  clock: Clock,
  actor: Actor,
  { currentHash, newHash }: CheckedChange,
): Promise<void> {
  const now = clock.now();
  const changed = await tx.query(
    `update app_user set password_hash = $2, updated_at = $3
      where id = $1 and active and password_hash = $4 returning id`,
    [actor.id, newHash, now, currentHash],
  );
  if (changed.length === 0) throw wrongPassword();
  await endSessionsOf(tx, actor.id, now, 'password-changed', actor.sessionId);
  tx.audit({ action: 'changePassword', kind: 'user', id: actor.id });
}

async function passwordHashOf(query: Tx['query'], actor: Actor): Promise<string> {
  const [user] = await query<{ passwordHash: string | null }>(
    `select password_hash as "passwordHash" from app_user where id = $1 and active`,
    [actor.id],
  );
  if (!user?.passwordHash) throw conflict('no-local-password', 'You do not sign in with a password here.');
  return user.passwordHash;
}

function wrongPassword(): DomainError {
  return new DomainError('forbidden', 'password-wrong', { detail: 'That is not your present password.' });
}
