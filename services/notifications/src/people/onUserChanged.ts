import type { Tx } from '@closeout/service-kit/db';
import type { ReceivedEvent } from '@closeout/service-kit/messaging';
import { excluded, type Params, prepared } from '@closeout/service-kit/sql';
import { z } from 'zod';
import { tables } from '../tables.js';

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

const savePerson = prepared(({ id, version, email, name, active, clearance, roles }: Params<UserSeen>) =>
  tables
    .insertInto('person')
    .values({ id, version, email: ({ fn }) => fn<string>('lower', [email]), name, active, clearance, roles })
    .onConflict((on) =>
      on
        .column('id')
        .doUpdateSet((eb) => excluded(eb, ['version', 'email', 'name', 'active', 'clearance', 'roles']))
        .whereRef('person.version', '<', 'excluded.version'),
    ),
);

export async function onUserChanged(tx: Tx, { data: user }: ReceivedEvent<UserSeen>): Promise<void> {
  await tx.run(savePerson(user));
}
