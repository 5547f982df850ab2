import { billingEvents } from '@closeout/contracts/events/billing';
import type { UpdateCustomerBody } from '@closeout/contracts/http/billing';
import type { Actor } from '@closeout/service-kit/auth';
import { emailKey } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import type { z } from 'zod';
import { assertVisible } from '../documents/visibility.js';
import type { PrismaTx } from '../prisma.js';
import { assertClearance, customerState, type Customer } from './customer.js';
import { vatNumberTaken } from './vatNumber.js';

/** @throws DomainError `customer-not-found`, `vat-number-taken` (conflict), `clearance-too-low` (forbidden), `stale-version` */
export async function updateCustomer(
  tx: PrismaTx,
  id: string,
  body: z.output<typeof UpdateCustomerBody>,
  request: { actor: Pick<Actor, 'clearance'>; ifMatch: number | null; now: Date },
): Promise<Customer> {
  await tx.query('SELECT FROM customer WHERE id = $1 FOR NO KEY UPDATE', [id]);
  const held = assertVisible(
    request.actor,
    await tx.prisma.customer.findUnique({ where: { id } }),
    'customer',
    id,
  );
  checkVersion(request.ifMatch, held.version);
  if (body.securityLevel !== undefined) assertClearance(body.securityLevel, request.actor.clearance);
  const customer = await tx.prisma.customer
    .update({
      where: { id },
      data: {
        ...body,
        ...(body.email !== undefined && { emailKey: emailKey(body.email) }),
        version: held.version + 1,
        updatedAt: request.now,
      },
    })
    .catch((error: unknown) => {
      throw vatNumberTaken(error, body.vatNumber);
    });
  tx.emit(billingEvents.customerUpdated.draft(id, customer.version, customerState(customer)));
  return customer;
}
