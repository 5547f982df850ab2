import { invalid } from '@closeout/contracts/errors';
import type { createApiKey as operation, NewApiKey } from '@closeout/contracts/http/gateway';
import { newId, type Clock } from '@closeout/service-kit/db';
import type { Input } from '@closeout/service-kit/http';
import type { GatewayTx } from '../database.js';
import { findRoles } from '../roles/findRoles.js';
import { sortedOnce } from '../roles/role.js';
import { requireFreshProofOf } from '../sessions/requireFreshProof.js';
import { lockRightsOf } from '../users/administrators.js';
import { apiKeyView, withRoles } from './apiKey.js';
import { hashOfSecret, newApiKeySecret } from './apiKeySecret.js';

/** Makes a key and tells its secret, for the only time. @throws DomainError 401 `token-expired`, 403 `fresh-proof-required`, 400 `role-unknown`, `expiry-in-the-past` */
export async function createApiKey(
  tx: GatewayTx,
  clock: Clock,
  input: Pick<Input<typeof operation>, 'body' | 'actor'>,
): Promise<NewApiKey> {
  const { body, actor } = input;
  await lockRightsOf(tx, actor);
  const now = clock.now();
  await requireFreshProofOf(tx, actor, now, 'sign-in');
  const expiresAt = body.expiresAt === null ? null : new Date(body.expiresAt);
  if (expiresAt && expiresAt <= now) {
    const detail = 'The key would never have been good.';
    throw invalid('expiry-in-the-past', detail, [
      { pointer: '/expiresAt', code: 'expiry-in-the-past', detail },
    ]);
  }
  const id = newId();
  const secret = newApiKeySecret(id);
  const roleIds = await findRoles(tx, body.roles);
  const key = await tx.prisma.apiKey.create({
    data: {
      id,
      name: body.name,
      secretHash: new Uint8Array(hashOfSecret(secret)),
      permissions: sortedOnce(body.permissions),
      clearance: body.clearance,
      eventSources: sortedOnce(body.eventSources ?? []),
      createdBy: actor.id,
      createdAt: now,
      expiresAt,
      roles: { create: roleIds.map((roleId) => ({ roleId })) },
    },
    ...withRoles,
  });
  const { name, roles, permissions, eventSources } = body;
  tx.audit({
    action: 'createApiKey',
    record: 'api-key',
    id,
    detail: { name, roles, permissions, eventSources, expiresAt: body.expiresAt },
  });
  return { ...apiKeyView(key, now), secret };
}
