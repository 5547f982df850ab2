import { conflict, notFound } from '@closeout/contracts/errors';
import type { User } from '@closeout/contracts/http/gateway';
import type { Clock } from '@closeout/service-kit/db';
import { sendLink } from '../accountEmails/writeAccountEmail.js';
import type { GatewayTx } from '../database.js';
import type { Seal } from '../keys/seal.js';
import { lockRightsOf } from '../users/administrators.js';
import { languageOf, userView } from '../users/user.js';
import type { Doing } from './invitation.js';
import { lockForLink, requireActive } from './lockForLink.js';

/**
 * For somebody who asked an administrator. Their password goes on until they choose another one.
 * @throws DomainError 401 `token-expired`, 404, 409 `user-inactive`, `user-invited`, `managed-by-provider`
 */
export async function sendPasswordLink(
  tx: GatewayTx,
  { seal, clock }: { seal: Seal; clock: Clock },
  { actor, id }: Doing,
): Promise<User> {
  await lockRightsOf(tx, actor);
  const user = await lockForLink(tx, id);
  if (!user) throw notFound('user', id);
  if (user.externalIssuer !== null)
    throw conflict(
      'managed-by-provider',
      'The provider that this user signs in with decides on the password.',
    );
  requireActive(user);
  if (user.invitedUntil !== null)
    throw conflict('user-invited', `${user.name} has no password yet. Send the invitation again.`);
  await sendLink(tx, seal, { ...user, language: languageOf(user) }, { purpose: 'reset', now: clock.now() });
  tx.audit({ action: 'sendPasswordLink', record: 'user', id });
  return userView(user);
}
