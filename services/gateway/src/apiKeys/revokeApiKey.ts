import { notFound } from '@closeout/contracts/errors';
import type { ApiKey } from '@closeout/contracts/http/gateway';
import type { Actor } from '@closeout/service-kit/auth';
import type { Clock } from '@closeout/service-kit/db';
import type { GatewayTx } from '../database.js';
import { revoke } from '../tokens/revocations.js';
import { lockRightsOf } from '../users/administrators.js';
import { apiKeyView, withRoles } from './apiKey.js';

/** Ends a key for ever; once more changes nothing. @throws DomainError 401 `token-expired`, 404 */
export async function revokeApiKey(tx: GatewayTx, clock: Clock, actor: Actor, id: string): Promise<ApiKey> {
  await lockRightsOf(tx, actor);
  const now = clock.now();
  const data = { revokedAt: now, version: { increment: 1 } };
  const { count } = await tx.prisma.apiKey.updateMany({ where: { id, revokedAt: null }, data });
  const key = await tx.prisma.apiKey.findUnique({ where: { id }, ...withRoles });
  if (!key) throw notFound('api-key', id);
  if (count > 0) await revoke(tx, [id]);
  tx.audit({ action: 'revokeApiKey', record: 'api-key', id });
  return apiKeyView(key, now);
}
