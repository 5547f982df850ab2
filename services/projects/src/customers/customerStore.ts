import { searchable, type Tx } from '@closeout/service-kit';
import type { ReplicatedCustomer } from './customer.js';

/**
 * Keeps the newest version of a customer, and the name that projects are searched by. Two statements, because the
 * second must see the projects that were created while the first waited for the customer's row.
 */
export async function saveCustomer(tx: Tx, customer: ReplicatedCustomer): Promise<void> {
  const name = searchTextOf(customer);
  const saved = await tx.query(
    `INSERT INTO customer AS known (id, version, name, name_search, status, security_level) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name, name_search = excluded.name_search,
       status = excluded.status, security_level = excluded.security_level
     WHERE known.version < excluded.version
     RETURNING id`,
    [customer.id, customer.version, customer.name, name, customer.status, customer.securityLevel],
  );
  if (saved.length === 0 || customer.version === 1) return;
  await tx.query('UPDATE project SET customer_search = $2 WHERE customer_id = $1 AND customer_search <> $2', [
    customer.id,
    name,
  ]);
}

/** As billing searches it: a VAT number is found with and without blanks. */
function searchTextOf({ name, email, vatNumber }: ReplicatedCustomer): string {
  const compact = (vatNumber ?? '').normalize('NFKC').replaceAll(/[^A-Za-z0-9]/g, '');
  return searchable([name, email ?? '', vatNumber ?? '', compact].join(' '));
}

/** The security level of a customer, or null for one who is not known here. */
export async function securityLevelOf(db: Pick<Tx, 'query'>, id: string): Promise<number | null> {
  const [row] = await db.query<{ level: number }>(
    'SELECT security_level AS level FROM customer WHERE id = $1',
    [id],
  );
  return row ? row.level : null;
}
