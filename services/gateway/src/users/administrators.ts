import { conflict } from '@closeout/contracts/errors';
import { unauthenticated, type Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';

/** Everything that can make or unmake an administrator happens one after the other; it is rare. */
export async function lockAdministrators(tx: Tx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('gateway.administrators'))`);
}

/**
 * For whatever decides who may do what: the caller's rights are looked at again once nobody else can change them. A
 * token tells what they were when it was made: without this, somebody who is demoted at this moment could still give
 * the role back to themselves.
 * @throws DomainError 401 `token-expired`
 */
export async function lockRightsOf(tx: Tx, actor: Actor): Promise<void> {
  await lockAdministrators(tx);
  const [current] = await tx.query<{ version: number }>(
    actor.kind === 'api-key'
      ? `select rights_version as version from api_key where id = $1 and revoked_at is null`
      : `select rights_version as version from app_user where id = $1 and active`,
    [actor.id],
  );
  if (current?.version === actor.rightsVersion) return;
  throw unauthenticated('token-expired', 'Your rights have changed since this token was made. Refresh it.');
}

/**
 * Somebody must always be able to manage users: not somebody who was invited and may never come. Call it after the change, holding `lockAdministrators`.
 * @throws DomainError 409 `last-administrator`
 */
export async function requireAnAdministrator(tx: Tx): Promise<void> {
  const [someone] = await tx.query(
    `select 1 from app_user u join user_role ur on ur.user_id = u.id join role r on r.id = ur.role_id
      where u.active and u.invited_until is null and 'users.manage' = any (r.permissions) limit 1`,
  );
  if (!someone)
    throw conflict(
      'last-administrator',
      'Nobody could manage users any more. Make somebody else an administrator first.',
    );
}
