import { conflict, DomainError } from '@closeout/contracts/errors';
import type { Actor } from '@closeout/service-kit/auth';
import type { Clock, Tx } from '@closeout/service-kit/db';
import { endLinksOf } from '../accountEmails/linkStore.js';
import { tellPasswordChanged } from '../accountEmails/writeAccountEmail.js';
import type { SignInLimits } from '../limits/signInLimits.js';
import { endSessionsOf } from './endSessions.js';
import { requireGoodPassword } from './goodPassword.js';
import { forgetDevices } from './knownDevices.js';
import { hashPassword, isPasswordOf, oneOfFew } from './passwords.js';
import { lockUser, setPassword } from './sessionStore.js';

export interface PasswordChange {
  actor: Actor;
  currentPassword: string;
  newPassword: string;
}

/** What was found out before the transaction. */
export interface CheckedChange {
  currentHash: string;
  newHash: string;
}

/**
 * Checks the present password and the new one, and hashes that, which takes far longer than a connection may be held for. Wrong
 * guesses count like failed sign-ins.
 * @throws DomainError 403 `password-wrong`, 400 `password-guessable`, 409 `no-local-password`, 429 `too-many-requests`, 503 `too-many-sign-ins`
 */
export async function checkPasswordChange(
  query: Tx['query'],
  limits: SignInLimits,
  { actor, currentPassword, newPassword }: PasswordChange,
): Promise<CheckedChange> {
  const email = actor.email ?? actor.id;
  // The session is the device that signed in before: strangers' guesses do not keep its owner from it, nor its own others.
  const attempt = { email, address: '', known: actor.sessionId ?? actor.id };
  await limits.check(attempt);
  return oneOfFew(async () => {
    // Again: while this one waited for its turn, those before it may have used up what was left.
    await limits.check(attempt);
    const currentHash = await passwordHashOf(query, actor);
    if (!(await isPasswordOf(currentHash, currentPassword))) {
      await limits.failed(attempt);
      throw wrongPassword();
    }
    const owner = { email, name: actor.name };
    await requireGoodPassword(newPassword, owner, { pointer: '/newPassword', before: currentPassword });
    return { currentHash, newHash: await hashPassword(newPassword) };
  }, true);
}

/**
 * Sets one's own password, ends one's other sessions and links that were sent, forgets one's other devices, and says so by e-mail.
 * @throws DomainError 403 `password-wrong` when it was changed since it was checked
 */
export async function changePassword(
  tx: Tx,
  clock: Clock,
  actor: Actor,
  { currentHash, newHash }: CheckedChange,
  device: string | null,
): Promise<void> {
  const now = clock.now();
  const user = await lockUser(tx, actor.id, 'update');
  if (!user?.active || user.passwordHash !== currentHash) throw wrongPassword();
  await setPassword(tx, actor.id, newHash, now);
  await endSessionsOf(tx, actor.id, now, 'password-changed', actor.sessionId);
  await forgetDevices(tx, actor.id, device);
  await endLinksOf(tx, actor.id, now);
  await tellPasswordChanged(tx, user, now);
  tx.audit({ action: 'changePassword', record: 'user', id: actor.id });
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
