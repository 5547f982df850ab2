import { gatewayEvents, type UserState } from '@closeout/contracts/events/gateway';
import { Language } from '@closeout/contracts/fields';
import type { User } from '@closeout/contracts/http/gateway';
import type { Tx } from '@closeout/service-kit/db';

/** As it is stored, with its roles; never the password's hash. */
export interface UserRow {
  id: string;
  version: number;
  email: string;
  name: string;
  active: boolean;
  clearance: number;
  externalIssuer: string | null;
  invitedUntil: Date | null;
  language: string | null;
  createdAt: Date;
  updatedAt: Date;
  roles: { role: { key: string; requiresSecondFactor: boolean } }[];
  authenticatorApp: { confirmedAt: Date | null } | null;
  _count: { passkeys: number };
}

/** What of it other services may know. */
export type UserStateRow = Pick<UserRow, 'id' | 'version' | 'email' | 'name' | 'active' | 'clearance'> & {
  roles: { role: { key: string } }[];
};

/** What Prisma is to load for a `UserRow`. */
export const withRoles = {
  omit: { passwordHash: true },
  include: {
    roles: { select: { role: { select: { key: true, requiresSecondFactor: true } } } },
    authenticatorApp: { select: { confirmedAt: true } },
    _count: { select: { passkeys: true } },
  },
} as const;

export function roleKeys(row: Pick<UserStateRow, 'roles'>): string[] {
  return row.roles.map(({ role }) => role.key).sort();
}

/** What the user chose to be written to in; null: as the installation writes. */
export const languageOf = ({ language }: { language: string | null }): Language | null =>
  Language.nullable().parse(language);

export function userView(row: UserRow): User {
  const { id, version, email, name, active, clearance } = row;
  return {
    id,
    version,
    email,
    name,
    active,
    roles: roleKeys(row),
    clearance,
    external: row.externalIssuer !== null,
    secondFactors: [
      ...(row.authenticatorApp?.confirmedAt ? (['authenticator-app'] as const) : []),
      ...(row._count.passkeys > 0 ? (['passkey'] as const) : []),
    ],
    secondFactorRequired:
      row.externalIssuer === null && row.roles.some(({ role }) => role.requiresSecondFactor),
    invitedUntil: row.invitedUntil?.toISOString() ?? null,
    language: languageOf(row),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** What other services may know of a user, as events carry it. */
export function userState(row: UserStateRow): UserState {
  const { id, version, email, name, active, clearance } = row;
  return { id, version, email, name, active, roles: roleKeys(row), clearance };
}

export function emitUser(tx: Tx, event: 'userCreated' | 'userUpdated', row: UserStateRow): void {
  tx.emit(gatewayEvents[event].draft(row.id, row.version, userState(row)));
}
