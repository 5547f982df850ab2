import type { Customer as CustomerAnswer, Warning } from '@closeout/contracts';
import type { Actor, Tx } from '@closeout/service-kit';
import { customerAnswer, type Customer } from './customer.js';

/** A customer as the API answers it alone: with those that have its name and e-mail too, as far as the caller may see them. */
export async function warnedAnswer(
  tx: Pick<Tx, 'query'>,
  customer: Customer,
  { clearance }: Pick<Actor, 'clearance'>,
): Promise<CustomerAnswer> {
  const { id, name, email } = customer;
  const twins = await tx.query<{ id: string; name: string }>(
    `SELECT id, name FROM customer
     WHERE lower(name) = lower($1) AND lower(email) = lower($2) AND id <> $3 AND security_level <= $4
     ORDER BY created_at, id LIMIT 3`,
    [name, email, id, clearance],
  );
  const warnings = twins.map((twin): Warning => ({
    code: 'customer-repeated',
    detail: 'Another customer has the same name and e-mail.',
    recordId: twin.id,
    recordNumber: twin.name,
  }));
  return { ...customerAnswer(customer), ...(warnings.length > 0 && { warnings }) };
}
