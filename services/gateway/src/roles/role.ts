import { gatewayEvents, type RoleState } from '@closeout/contracts/events/gateway';
import type { Role } from '@closeout/contracts/http/gateway';
import type { Tx } from '@closeout/service-kit/db';

/** As it is stored. */
export interface RoleRow {
  id: string;
  version: number;
  key: string;
  name: string;
  description: string;
  permissions: string[];
  builtIn: boolean;
  customized: boolean;
  requiresSecondFactor: boolean;
}

/** The one role that always holds every permission: without it nobody could put anything right. */
export const adminRole = 'admin';

export function roleView({ customized: _, ...role }: RoleRow): Role {
  return role;
}

export function emitRole(tx: Tx, event: 'roleCreated' | 'roleUpdated', row: RoleRow): void {
  const { id, version, key, name, description, permissions } = row;
  const data: RoleState = { id, version, key, name, description, permissions };
  tx.emit(gatewayEvents[event].draft(id, version, data));
}

export function sortedOnce(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

export function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return sortedOnce(a).join() === sortedOnce(b).join();
}
