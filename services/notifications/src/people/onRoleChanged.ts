import type { Tx } from '@closeout/service-kit/db';
import type { ReceivedEvent } from '@closeout/service-kit/messaging';
import { excluded, type Params, prepared } from '@closeout/service-kit/sql';
import { z } from 'zod';
import { tables } from '../tables.js';

export const RoleSeen = z.object({ key: z.string(), version: z.int(), permissions: z.array(z.string()) });
export type RoleSeen = z.output<typeof RoleSeen>;

const saveRole = prepared(({ key, version, permissions }: Params<RoleSeen>) =>
  tables
    .insertInto('role')
    .values({ key, version, permissions })
    .onConflict((on) =>
      on
        .column('key')
        .doUpdateSet((eb) => excluded(eb, ['version', 'permissions']))
        .whereRef('role.version', '<', 'excluded.version'),
    ),
);

export async function onRoleChanged(tx: Tx, { data: role }: ReceivedEvent<RoleSeen>): Promise<void> {
  await tx.run(saveRole(role));
}
