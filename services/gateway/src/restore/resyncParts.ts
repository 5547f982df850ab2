import { gatewayEvents } from '@closeout/contracts/events/gateway';
import type { Tx } from '@closeout/service-kit/db';
import {
  lostBirths,
  lostVersions,
  sayRecordsLost,
  type LostEvent,
  type ResyncParts,
} from '@closeout/service-kit/messaging';
import { emitRole, type RoleRow } from '../roles/role.js';
import { emitUser, type UserStateRow } from '../users/user.js';

/** What the gateway adds to a resync: users and roles of which others know a later version are said again, above it. */
export const resyncParts: ResyncParts = { restate, afterwards: endLinks };

/** A link that was used since the backup would work again; and of e-mails that have left nobody knows. */
async function endLinks(tx: Tx): Promise<void> {
  await tx.query('UPDATE password_link SET ended_at = now() WHERE ended_at IS NULL');
  await tx.query('DELETE FROM account_email');
  await tx.query('DELETE FROM password_link_request');
  await tx.query(
    'UPDATE app_user SET invited_until = least(invited_until, now()) WHERE invited_until IS NOT NULL',
  );
}

async function restate(tx: Tx, lost: readonly LostEvent[]): Promise<void> {
  for (const [id, version] of lostVersions(lost)) {
    await restateUser(tx, id, version);
    await restateRole(tx, id, version);
  }
  const born = lostBirths(lost, [gatewayEvents.userCreated.type, gatewayEvents.roleCreated.type]);
  const here = await tx.query<{ id: string }>(
    'SELECT id FROM app_user WHERE id = ANY ($1) UNION ALL SELECT id FROM role WHERE id = ANY ($1)',
    [born],
  );
  const gone = born.filter((id) => !here.some((row) => row.id === id));
  const keys = lost.flatMap(({ subject, data }) => (gone.includes(subject) ? keyOf(data) : []));
  sayRecordsLost(tx, gatewayEvents.recordsLost, gone, [...new Set(keys)]);
}

/** Of a role; users have none. */
function keyOf(data: unknown): string[] {
  const { key } = data as { key?: unknown };
  return typeof key === 'string' ? [key] : [];
}

async function restateUser(tx: Tx, id: string, version: number): Promise<void> {
  const [user] = await tx.query<UserStateRow & { keys: string[] }>(
    `UPDATE app_user u SET version = greatest(version, $2) + 1 WHERE id = $1
      RETURNING id, version, email, name, active, clearance,
        ARRAY(SELECT r.key FROM user_role ur JOIN role r ON r.id = ur.role_id WHERE ur.user_id = u.id) AS keys`,
    [id, version],
  );
  if (user) emitUser(tx, 'userUpdated', { ...user, roles: user.keys.map((key) => ({ role: { key } })) });
}

async function restateRole(tx: Tx, id: string, version: number): Promise<void> {
  const [role] = await tx.query<RoleRow>(
    `UPDATE role SET version = greatest(version, $2) + 1 WHERE id = $1
      RETURNING id, version, key, name, description, permissions, built_in AS "builtIn", customized,
        requires_second_factor AS "requiresSecondFactor"`,
    [id, version],
  );
  if (role) emitRole(tx, 'roleUpdated', role);
}
