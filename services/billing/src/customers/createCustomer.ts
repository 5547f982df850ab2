import { billingEvents } from '@closeout/contracts/events/billing';
import type { CreateCustomerBody } from '@closeout/contracts/http/billing';
import type { Actor } from '@closeout/service-kit/auth';
import { emailKey, newId } from '@closeout/service-kit/db';
import type { z } from 'zod';
import type { PrismaTx } from '../prisma.js';
import { assertClearance, customerState, type Customer } from './customer.js';
import { vatNumberTaken } from './vatNumber.js';

/** @throws DomainError `vat-number-taken` (conflict), `clearance-too-low` (forbidden) */
export async function createCustomer(
  tx: PrismaTx,
  body: z.output<typeof CreateCustomerBody>,
  request: { actor: Pick<Actor, 'clearance'>; now: Date },
): Promise<Customer> {
  assertClearance(body.securityLevel, request.actor.clearance);
  const customer = await tx.prisma.customer
    .create({
      data: {
        ...body,
        emailKey: emailKey(body.email),
        id: newId(),
        createdAt: request.now,
        updatedAt: request.now,
      },
    })
    .catch((error: unknown) => {
      throw vatNumberTaken(error, body.vatNumber);
    });
  tx.emit(billingEvents.customerCreated.draft(customer.id, customer.version, customerState(customer)));
  return customer;
}
