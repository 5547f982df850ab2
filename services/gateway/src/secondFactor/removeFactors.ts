import { conflict, notFound } from '@closeout/contracts/errors';
import type { Actor } from '@closeout/service-kit/auth';
import { emailKey, type Tx } from '@closeout/service-kit/db';
import { tellSecondFactorChanged } from '../accountEmails/writeAccountEmail.js';
import { endSessionsOf } from '../sessions/endSessions.js';
import { forgetDevices } from '../sessions/knownDevices.js';
import { requireFreshProofOf } from '../sessions/requireFreshProof.js';
import { lockRightsOf } from '../users/administrators.js';
import { endChallengesOf } from './challenge.js';
import { deleteRecoveryCodes } from './recoveryCodes.js';

/**
 * For somebody who lost them. One's own are removed in the account, where other sessions than this one end.
 * @throws DomainError 401 `token-expired`, 403 `fresh-proof-required`, 404 `user-not-found`, 409 `own-second-factor`
 */
export async function removeFactorsOf(tx: Tx, actor: Actor, userId: string, now: Date): Promise<void> {
  await lockRightsOf(tx, actor);
  if (actor.id === userId)
    throw conflict('own-second-factor', 'Remove your own second factors in your account.');
  const [user] = await tx.query(`select 1 from app_user where id = $1 for update`, [userId]);
  if (!user) throw notFound('user', userId);
  await requireFreshProofOf(tx, actor, now, 'proof');
  await removeAll(tx, userId, now);
}

/** For whoever runs Closeout, where nobody who could do it can sign in. @throws DomainError 404 `user-not-found` */
export async function removeFactorsByEmail(tx: Tx, email: string, now: Date): Promise<void> {
  const [user] = await tx.query<{ id: string }>(`select id from app_user where email_key = $1 for update`, [
    emailKey(email),
  ]);
  if (!user) throw notFound('user', email);
  await removeAll(tx, user.id, now);
}

async function removeAll(tx: Tx, userId: string, now: Date): Promise<void> {
  const [app] = await tx.query(`delete from authenticator_app where user_id = $1 returning confirmed_at`, [
    userId,
  ]);
  const passkeys = await tx.query(`delete from passkey where user_id = $1 returning 1`, [userId]);
  await deleteRecoveryCodes(tx, userId);
  await endChallengesOf(tx, userId);
  await endSessionsOf(tx, userId, now, 'second-factor-removed');
  await forgetDevices(tx, userId, null);
  await tellSecondFactorChanged(tx, userId, now);
  tx.audit({
    action: 'removeSecondFactors',
    record: 'user',
    id: userId,
    detail: { authenticatorApp: app !== undefined, passkeys: passkeys.length },
  });
}
