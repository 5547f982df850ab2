import type { ReceivedEvent, Tx } from '@closeout/service-kit';
import { z } from 'zod';

export const RoleSeen = z.object({ key: z.string(), version: z.int(), permissions: z.array(z.string()) });
export type RoleSeen = z.output<typeof RoleSeen>;

export async function onRoleChanged(tx: Tx, { data: role }: ReceivedEvent<RoleSeen>): Promise<void> {
  await tx.query(
    `INSERT INTO role AS r (key, version, permissions) VALUES ($1, $2, $3)
      ON CONFLICT (key) DO UPDATE SET version = excluded.version, permissions = excluded.permissions
      WHERE r.version < excluded.version`,
    [role.key, role.version, role.permissions],
  );
}
