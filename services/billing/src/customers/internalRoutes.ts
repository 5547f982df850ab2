import { notFound } from '@closeout/contracts/errors';
import { Router } from 'express';
import { z } from 'zod';
import type { Prisma } from '../prisma.js';
import { customerState } from './customer.js';

/** For services that were told of a customer before its event reached them. */
export function internalCustomerRoutes(prisma: Prisma): Router {
  const router = Router();
  router.get('/customers/:id', async (req, res) => {
    const id = z.uuid().safeParse(req.params.id);
    const customer = id.success ? await prisma.customer.findUnique({ where: { id: id.data } }) : null;
    if (!customer) throw notFound('customer', req.params.id);
    res.json(customerState(customer));
  });
  return router;
}
