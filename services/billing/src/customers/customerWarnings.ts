import type { Warning } from '@closeout/contracts/http';
import type { Customer as CustomerAnswer } from '@closeout/contracts/http/billing';
import type { Actor } from '@closeout/service-kit/auth';
import { emailKey, type Tx } from '@closeout/service-kit/db';
import { customerAnswer, type Customer } from './customer.js';

/** A customer as the API answers it alone: with those that the caller may see and that have its name and e-mail too, however typed. */
export async function warnedAnswer(
  tx: Pick<Tx, 'query'>,
  customer: Customer,
  actor: Pick<Actor, 'clearance'>,
): Promise<CustomerAnswer> {
  const warnings = (await findTwins(tx, customer, actor)).map((twin): Warning => ({
    code: 'customer-repeated',
    detail: 'Another customer has the same name and e-mail.',
    recordId: twin.id,
    recordNumber: twin.name,
  }));
  return { ...customerAnswer(customer), ...(warnings.length > 0 && { warnings }) };
}

export function findTwins(
  tx: Pick<Tx, 'query'>,
  { id, name, email }: Pick<Customer, 'id' | 'name' | 'email'>,
  { clearance }: Pick<Actor, 'clearance'>,
): Promise<{ id: string; name: string }[]> {
  return tx.query(
    `SELECT id, name FROM customer
     WHERE left(email_key, 400) = left($2, 400) AND searchable(name) = searchable($1) AND id <> $3 AND security_level <= $4
     ORDER BY created_at, id LIMIT 3`,
    [name, email === null ? null : emailKey(email), id, clearance],
  );
}
