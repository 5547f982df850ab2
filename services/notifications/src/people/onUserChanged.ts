import type { ReceivedEvent, Tx } from '@closeout/service-kit';
import { z } from 'zod';

/** What this service needs to know of a user. */
export const UserSeen = z.object({
  id: z.uuid(),
  version: z.int(),
  email: z.string(),
  name: z.string(),
  active: z.boolean(),
  roles: z.array(z.string()),
  clearance: z.int(),
});
export type UserSeen = z.output<typeof UserSeen>;

export async function onUserChanged(tx: Tx, { data: user }: ReceivedEvent<UserSeen>): Promise<void> {
  await tx.query(
    `INSERT INTO person AS p (id, version, email, name, active, clearance, roles)
      VALUES ($1, $2, lower($3), $4, $5, $6, $7)
      ON CONFLICT (id) DO UPDATE SET version = excluded.version, email = excluded.email, name = excluded.name,
        active = excluded.active, clearance = excluded.clearance, roles = excluded.roles
      WHERE p.version < excluded.version`,
    [user.id, user.version, user.email, user.name, user.active, user.clearance, user.roles],
  );
}
