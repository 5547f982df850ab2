import { conflict, notFound } from '@closeout/contracts/errors';
import type { updateUser as operation, User } from '@closeout/contracts/http/gateway';
import type { Actor } from '@closeout/service-kit/auth';
import { emailKey, violates, type Clock } from '@closeout/service-kit/db';
import { checkVersion, type Input } from '@closeout/service-kit/http';
import { endLinksOf } from '../accountEmails/linkStore.js';
import { tellPasswordChanged } from '../accountEmails/writeAccountEmail.js';
import type { GatewayTx } from '../database.js';
import { findRoles } from '../roles/findRoles.js';
import { sameSet } from '../roles/role.js';
import { endSessionsOf } from '../sessions/endSessions.js';
import { forgetDevices } from '../sessions/knownDevices.js';
import { requireFreshProofOf } from '../sessions/requireFreshProof.js';
import { endTokensOfUsers } from '../tokens/revocations.js';
import { lockRightsOf, requireAnAdministrator } from './administrators.js';
import { emailTaken } from './createUser.js';
import { emitUser, roleKeys, userView, withRoles, type UserRow } from './user.js';

type Change = Input<typeof operation>['body'];

export interface UserUpdate {
  actor: Actor;
  id: string;
  ifMatch: number | null;
  change: Change;
  /** Of `change.password`. */
  passwordHash: string | null;
}

/**
 * Changes a user, whose tokens end with this commit: whoever goes on does so with roles and clearance as they are now.
 * Deactivation and a new password end the user's sessions too.
 * @throws DomainError 401 `token-expired`, 403 `fresh-proof-required`, 404, 400 `role-unknown`, 409 `email-taken`, `managed-by-provider`, `last-administrator`, 412
 */
export async function updateUser(tx: GatewayTx, clock: Clock, update: UserUpdate): Promise<User> {
  const { id, passwordHash } = update;
  await lockRightsOf(tx, update.actor);
  await tx.query(`select 1 from app_user where id = $1 for update`, [id]);
  const before = await tx.prisma.user.findUnique({ where: { id }, ...withRoles });
  if (!before) throw notFound('user', id);
  checkVersion(update.ifMatch, before.version);
  refuseWhatTheProviderDecides(before, update.change);

  const changes = changedFields(before, update.change);
  if (Object.keys(changes).length === 0 && passwordHash === null) return userView(before);

  const now = clock.now();
  const { roles, ...fields } = changes;
  if (passwordHash !== null || letsIn(before, changes))
    await requireFreshProofOf(tx, update.actor, now, 'sign-in');
  // A link that was sent is for the address and the password as they were.
  const linkEnds = passwordHash !== null || fields.email !== undefined || fields.active === false;
  const data = {
    ...fields,
    ...(linkEnds && before.invitedUntil !== null && { invitedUntil: passwordHash === null ? now : null }),
    ...(fields.email !== undefined && { emailKey: emailKey(fields.email) }),
    // One's own is one's own choice, wherever it is made.
    ...(passwordHash !== null && { passwordHash, passwordGiven: id !== update.actor.id }),
    ...(roles && {
      roles: { deleteMany: {}, create: (await findRoles(tx, roles)).map((roleId) => ({ roleId })) },
    }),
    version: { increment: 1 },
    updatedAt: now,
  };
  const after = await tx.prisma.user.update({ where: { id }, data, ...withRoles }).catch((error: unknown) => {
    if (violates(error, 'app_user_email_key')) throw emailTaken(String(fields.email));
    throw error;
  });
  if (roles || changes.active === false) await requireAnAdministrator(tx);
  if (changes.active === false) await endSessionsOf(tx, id, now, 'deactivated');
  else if (passwordHash !== null) await endSessionsOf(tx, id, now, 'password-changed');
  if (passwordHash !== null || changes.active === false) await forgetDevices(tx, id, null);
  await endTokensOfUsers(tx, [id]);
  if (linkEnds) await endLinksOf(tx, id, now);
  if (passwordHash !== null && before.invitedUntil === null)
    await tellPasswordChanged(tx, userView(after), now);

  emitUser(tx, 'userUpdated', after);
  const passwordChanged = passwordHash !== null || undefined;
  tx.audit({ action: 'updateUser', record: 'user', id, detail: { ...changes, passwordChanged } });
  return userView(after);
}

/** To an account that was closed, or to more than before; or a link for a new password would go to another address. */
function letsIn(
  before: UserRow,
  { email, active, roles }: Pick<Change, 'email' | 'active' | 'roles'>,
): boolean {
  const has = roleKeys(before);
  return email !== undefined || active === true || (roles ?? []).some((role) => !has.includes(role));
}

function changedFields(before: UserRow, { email, name, clearance, active, roles, language }: Change) {
  const lowered = email?.toLowerCase();
  return {
    ...(lowered !== undefined && lowered !== before.email && { email: lowered }),
    ...(name !== undefined && name !== before.name && { name }),
    ...(clearance !== undefined && clearance !== before.clearance && { clearance }),
    ...(language !== undefined && language !== before.language && { language }),
    ...(active !== undefined && active !== before.active && { active }),
    ...(roles !== undefined && !sameSet(roles, roleKeys(before)) && { roles }),
  };
}

/** Otherwise the change would be undone by the user's next sign-in. */
function refuseWhatTheProviderDecides(user: UserRow, change: Change): void {
  if (user.externalIssuer === null) return;
  const fields = (['email', 'name', 'password', 'roles'] as const).filter(
    (field) => change[field] !== undefined,
  );
  if (fields.length === 0) return;
  throw conflict(
    'managed-by-provider',
    `${fields.join(', ')}: the provider that this user signs in with decides on that.`,
    {
      changeable: ['clearance', 'active'],
    },
  );
}
