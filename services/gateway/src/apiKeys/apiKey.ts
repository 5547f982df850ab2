import type { EventSource } from '@closeout/contracts/http';
import type { ApiKey } from '@closeout/contracts/http/gateway';

/** As it is stored, with its roles; never the secret's hash. */
export interface ApiKeyRow {
  id: string;
  version: number;
  name: string;
  permissions: string[];
  clearance: number;
  /** Empty: all. */
  eventSources: string[];
  createdBy: string;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  roles: { role: { key: string } }[];
}

/** What Prisma is to load for an `ApiKeyRow`. */
export const withRoles = {
  omit: { secretHash: true },
  include: { roles: { select: { role: { select: { key: true } } } } },
} as const;

export function apiKeyStatus(row: Pick<ApiKeyRow, 'revokedAt' | 'expiresAt'>, now: Date): ApiKey['status'] {
  if (row.revokedAt) return 'REVOKED';
  return row.expiresAt && row.expiresAt <= now ? 'EXPIRED' : 'ACTIVE';
}

export function apiKeyView(row: ApiKeyRow, now: Date): ApiKey {
  const { id, version, name, permissions, clearance, createdBy } = row;
  return {
    id,
    version,
    name,
    roles: row.roles.map(({ role }) => role.key).sort(),
    permissions,
    clearance,
    eventSources: row.eventSources.length === 0 ? null : (row.eventSources as EventSource[]),
    status: apiKeyStatus(row, now),
    createdBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
