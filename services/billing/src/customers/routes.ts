import {
  createCustomer as createOperation,
  getCustomer,
  getCustomerCredit,
  listCustomers,
  updateCustomer as updateOperation,
} from '@closeout/contracts/http/billing';
import { command, query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import type { Billing } from '../Billing.js';
import { createCustomer } from './createCustomer.js';
import { findCredit, findCustomer, findCustomers } from './customerQueries.js';
import { warnedAnswer } from './customerWarnings.js';
import { updateCustomer } from './updateCustomer.js';

export function customerRoutes(router: Router, { db, prisma, clock, inPrisma }: Billing): void {
  query(router, listCustomers, (input) => findCustomers(db, input));
  query(
    router,
    getCustomer,
    async ({ params, actor }) => warnedAnswer(db, await findCustomer(prisma, params.id, actor), actor),
    { derived: ({ warnings }) => warnings !== undefined },
  );
  query(router, getCustomerCredit, async ({ params, actor }) => {
    await findCustomer(prisma, params.id, actor);
    return findCredit(db, params.id);
  });

  command(router, createOperation, inPrisma, async (tx, { body, actor }) =>
    warnedAnswer(tx, await createCustomer(tx, body, { actor, now: clock.now() }), actor),
  );
  command(router, updateOperation, inPrisma, async (tx, { params, body, actor, ifMatch }) =>
    warnedAnswer(tx, await updateCustomer(tx, params.id, body, { actor, ifMatch, now: clock.now() }), actor),
  );
}
