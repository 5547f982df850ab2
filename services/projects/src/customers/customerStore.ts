import {
  emailKey,
  searchable,
  searchableIdentifier,
  type Queryable,
  type Tx,
} from '@closeout/service-kit/db';
import { excluded, type Params, prepared } from '@closeout/service-kit/sql';
import { sql } from 'kysely';
import { tables } from '../tables.js';
import type { ReplicatedCustomer } from './customer.js';

/**
 * Keeps the newest version of a customer, and the name that projects are searched by. Two statements, because the
 * second must see the projects that were created while the first waited for the customer's row.
 */
export async function saveCustomer(tx: Tx, customer: ReplicatedCustomer): Promise<void> {
  const name = searchTextOf(customer);
  const { id, version, status, securityLevel } = customer;
  const contactSearched = customer.email !== undefined;
  const [saved] = await tx.run(
    save({ id, version, name: customer.name, nameSearch: name, status, securityLevel, contactSearched }),
  );
  if (!saved || saved.isNew) return;
  await tx.run(renameInProjects({ id, name }));
}

interface Saved extends Pick<ReplicatedCustomer, 'id' | 'version' | 'name' | 'status' | 'securityLevel'> {
  nameSearch: string;
  contactSearched: boolean;
}

const save = prepared((customer: Params<Saved>) =>
  tables
    .insertInto('customer')
    .values({
      id: customer.id,
      version: customer.version,
      name: customer.name,
      name_search: customer.nameSearch,
      status: customer.status,
      security_level: customer.securityLevel,
      contact_searched: customer.contactSearched,
    })
    .onConflict((on) =>
      on
        .column('id')
        .doUpdateSet((eb) =>
          excluded(eb, [
            ...(['version', 'name', 'name_search', 'status'] as const),
            ...(['security_level', 'contact_searched'] as const),
          ]),
        )
        .where((eb) =>
          eb.or([
            eb('customer.version', '<', eb.ref('excluded.version')),
            eb.and([
              eb('customer.version', '=', eb.ref('excluded.version')),
              eb.not('customer.contact_searched'),
            ]),
          ]),
        ),
    )
    .returning(sql<boolean>`xmax = 0`.as('isNew')),
);

const renameInProjects = prepared(({ id, name }: Params<{ id: string; name: string }>) =>
  tables
    .updateTable('project')
    .set({ customer_search: name })
    .where('customer_id', '=', id)
    .where('customer_search', '<>', name),
);

/** As billing searches it: a VAT number is found however its parts are set apart. */
function searchTextOf({ name, email, vatNumber }: ReplicatedCustomer): string {
  const address = email ? `${email} ${emailKey(email)}` : '';
  return `${searchable(`${name} ${address}`)} ${searchableIdentifier(vatNumber ?? '')}`.trim();
}

/** The security level of a customer, or null for one who is not known here. */
export async function securityLevelOf(db: Queryable, id: string): Promise<number | null> {
  const [row] = await db.run(tables.selectFrom('customer').select('security_level').where('id', '=', id));
  return row ? row.security_level : null;
}
