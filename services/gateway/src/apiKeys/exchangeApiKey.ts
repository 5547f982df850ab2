import { unauthenticated, type Actor } from '@closeout/service-kit/auth';
import type { Clock, Tx } from '@closeout/service-kit/db';
import { idInSecret, isSecretOf } from './apiKeySecret.js';

export type ExchangeApiKey = (secret: string) => Promise<{ actor: Actor; expiresAt: number }>;

interface Row {
  name: string;
  secretHash: Buffer;
  clearance: number;
  rightsVersion: number;
  expiresAt: Date | null;
  revokedAt: Date | null;
  permissions: string[];
  eventSources: string[];
}

/**
 * Who an API key is, with the permissions of its roles as they are now. The answer is kept for half a
 * token's life (revocation: see revocations.ts), so the time of last use is right to a few minutes.
 */
export function exchangeApiKey(query: Tx['query'], clock: Clock): ExchangeApiKey {
  return async (secret) => {
    const id = idInSecret(secret);
    const [key] = id ? await query<Row>(sql, [id]) : [];
    if (!id || !key || !isSecretOf(key.secretHash, secret)) throw refused('The API key is not known here.');
    if (key.revokedAt) throw refused('The API key was revoked.');
    if (key.expiresAt && key.expiresAt <= clock.now()) throw refused('The API key has expired.');

    await query(`update api_key set last_used_at = $2 where id = $1`, [id, clock.now()]);
    const permissions = new Set(key.permissions);
    const actor: Actor = {
      kind: 'api-key',
      id,
      name: key.name,
      permissions,
      clearance: key.clearance,
      rightsVersion: key.rightsVersion,
      ...(key.eventSources.length > 0 && { eventSources: key.eventSources }),
    };
    return { actor, expiresAt: key.expiresAt?.getTime() ?? Infinity };
  };
}

const sql = `
  select k.name, k.secret_hash as "secretHash", k.clearance, k.expires_at as "expiresAt", k.revoked_at as "revokedAt",
         k.event_sources as "eventSources", k.rights_version as "rightsVersion",
         k.permissions || coalesce((select array_agg(p) from api_key_role kr join role r on r.id = kr.role_id, unnest(r.permissions) p
                                     where kr.api_key_id = k.id), '{}') as permissions
    from api_key k where k.id = $1`;

function refused(detail: string) {
  return unauthenticated('token-invalid', detail);
}
