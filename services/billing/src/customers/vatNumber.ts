import { conflict } from '@closeout/contracts/errors';
import { errorCode } from '@closeout/service-kit/db';

/** The database enforces it (customer_vat_number_key); this is how it is said. */
export function vatNumberTaken(error: unknown, vatNumber: string | null | undefined): unknown {
  // The index is the only unique one beside the primary key; Prisma does not name the index of an expression.
  const unique = errorCode(error) === '23505' || (error as { code?: unknown } | null)?.code === 'P2002';
  if (!unique) return error;
  return conflict('vat-number-taken', `Another customer has the VAT number ${vatNumber}.`, { vatNumber });
}
