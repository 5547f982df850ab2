import { builtInRoles, type Permission } from '@closeout/contracts/permissions';
import { newId } from '@closeout/service-kit/db';
import type { Someone, World } from './world.js';

/** Someone with the permissions of a role that comes with the product. */
export async function someone(
  world: World,
  role: keyof typeof builtInRoles,
  ...more: Permission[]
): Promise<Someone> {
  const id = newId();
  const permissions = [...(builtInRoles[role]?.permissions ?? []), ...more];
  return world.as({ permissions, id });
}
