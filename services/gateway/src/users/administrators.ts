import { conflict } from '@closeout/contracts';
import type { Tx } from '@closeout/service-kit';

/** Everything that can make or unmake an administrator happens one after the other; it is rare. */
export async function lockAdministrators(tx: Tx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('gateway.administrators'))`);
}

/**
 * Somebody must always be able to manage users. Call it after the change, holding `lockAdministrators`.
 * @throws DomainError 409 `last-administrator`
 */
export async function requireAnAdministrator(tx: Tx): Promise<void> {
  const [someone] = await tx.query(
    `select 1 from app_user u join user_role ur on ur.user_id = u.id join role r on r.id = ur.role_id
      where u.active and 'users.manage' = any (r.permissions) limit 1`,
  );
  if (!someone)
    throw conflict(
      'last-administrator',
      'Nobody could manage users any more. Make somebody else an administrator first.',
    );
}
