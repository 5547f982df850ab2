import { emailKey, searchable, searchableIdentifier, type Tx } from '@closeout/service-kit';
import type { ReplicatedCustomer } from './customer.js';

/**
 * Keeps the newest version of a customer, and the name that projects are searched by. Two statements, because the
 * second must see the projects that were created while the first waited for the customer's row.
 */
export async function saveCustomer(tx: Tx, customer: ReplicatedCustomer): Promise<void> {
  const name = searchTextOf(customer);
  const [saved] = await tx.query<{ isNew: boolean }>(
    `INSERT INTO customer AS known (id, version, name, name_search, status, security_level, contact_searched) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name, name_search = excluded.name_search,
       status = excluded.status, security_level = excluded.security_level, contact_searched = excluded.contact_searched
     WHERE known.version < excluded.version OR known.version = excluded.version AND NOT known.contact_searched
     RETURNING xmax = 0 AS "isNew"`,
    [
      ...[customer.id, customer.version, customer.name, name, customer.status, customer.securityLevel],
      customer.email !== undefined,
    ],
  );
  if (!saved || saved.isNew) return;
  await tx.query('UPDATE project SET customer_search = $2 WHERE customer_id = $1 AND customer_search <> $2', [
    customer.id,
    name,
  ]);
}

/** As billing searches it: a VAT number is found however its parts are set apart. */
function searchTextOf({ name, email, vatNumber }: ReplicatedCustomer): string {
  const address = email ? `${email} ${emailKey(email)}` : '';
  return `${searchable(`${name} ${address}`)} ${searchableIdentifier(vatNumber ?? '')}`.trim();
}

/** The security level of a customer, or null for one who is not known here. */
export async function securityLevelOf(db: Pick<Tx, 'query'>, id: string): Promise<number | null> {
  const [row] = await db.query<{ level: number }>(
    'SELECT security_level AS level FROM customer WHERE id = $1',
    [id],
  );
  return row ? row.level : null;
}
