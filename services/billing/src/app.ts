import { fileURLToPath } from 'node:url';
import { createService, type Service, type ServiceOptions } from '@closeout/service-kit';
import { Router } from 'express';
import type { Billing } from './Billing.js';
import { sellerOf, type BillingConfig } from './config.js';
import { creditNoteRoutes } from './creditNotes/routes.js';
import { internalCustomerRoutes } from './customers/internalRoutes.js';
import { customerRoutes } from './customers/routes.js';
import { invoiceRoutes } from './invoices/routes.js';
import { journalRoutes } from './journal/routes.js';
import { createPrisma, inPrismaTransaction } from './prisma.js';
import { askOwner } from './projects/askOwner.js';
import { receiptRoutes } from './receipts/routes.js';
import { subscriptions } from './subscriptions.js';

export interface BillingOptions extends Pick<ServiceOptions<BillingConfig>, 'clock' | 'log' | 'messaging'> {
  config: BillingConfig;
}

export const migrations = fileURLToPath(new URL('../prisma/migrations', import.meta.url));

/** The whole of billing. */
export function createBilling(options: BillingOptions): Service<BillingConfig> {
  return createService<BillingConfig>({
    ...options,
    name: 'billing',
    migrations,
    subscriptions,
    routes(kit) {
      const { db, clock } = kit;
      const prisma = createPrisma(db);
      const billing: Billing = {
        db,
        prisma,
        clock,
        inPrisma: inPrismaTransaction(db, prisma),
        seller: sellerOf(kit.config),
        asking: { recover: askOwner(db, kit.peer('projects')) },
        notifications: kit.peer('notifications'),
      };
      const router = Router();
      customerRoutes(router, billing);
      invoiceRoutes(router, billing);
      creditNoteRoutes(router, billing);
      receiptRoutes(router, billing);
      journalRoutes(router, db);
      return { public: router, internal: internalCustomerRoutes(prisma) };
    },
  });
}
