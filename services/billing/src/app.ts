import { fileURLToPath } from 'node:url';
import { createService, type Service, type ServiceOptions } from '@closeout/service-kit/service';
import { Router } from 'express';
import type { Billing } from './Billing.js';
import { sellerOf, type BillingConfig } from './config.js';
import { cpoRoutes } from './cpos/routes.js';
import { creditNoteRoutes } from './creditNotes/routes.js';
import { internalCustomerRoutes } from './customers/internalRoutes.js';
import { keyEmails } from './customers/keyEmails.js';
import { customerRoutes } from './customers/routes.js';
import { internalInvoiceRoutes } from './invoices/internalRoutes.js';
import { invoiceRoutes } from './invoices/routes.js';
import { journalRoutes } from './journal/routes.js';
import { internalDeletionRoutes } from './deletions/internalRoutes.js';
import { internalClosureRoutes } from './closures/internalRoutes.js';
import { createPdfPrinter } from './pdf/pdfPrinter.js';
import { createPrisma, inPrismaTransaction } from './prisma.js';
import { askOwner } from './projects/askOwner.js';
import { completeReplica } from './projects/completeReplica.js';
import { quoteRoutes } from './quotes/routes.js';
import { receiptRoutes } from './receipts/routes.js';
import { refundRoutes } from './refunds/routes.js';
import { resyncParts } from './restore/resyncParts.js';
import { settlementRoutes } from './settlements/routes.js';
import { subscriptions } from './subscriptions.js';
import { summaryRoutes } from './summary/routes.js';

export interface BillingOptions extends Pick<ServiceOptions<BillingConfig>, 'clock' | 'log' | 'messaging'> {
  config: BillingConfig;
}

export const migrations = fileURLToPath(new URL('../prisma/migrations', import.meta.url));

/** The whole of billing. */
export function createBilling(options: BillingOptions): Service<BillingConfig> {
  const pdfPrinter = createPdfPrinter();
  return createService<BillingConfig>({
    ...options,
    name: 'billing',
    migrations,
    onStop: () => pdfPrinter.stop(),
    resync: (kit) => resyncParts(kit.db, sellerOf(kit.config).legalEntity),
    subscriptions: (kit) => ({ projects: subscriptions(kit.clock, sellerOf(kit.config).legalEntity) }),
    routes(kit) {
      const { db, clock } = kit;
      const prisma = createPrisma(db);
      const projects = kit.peer('projects');
      const billing: Billing = {
        db,
        prisma,
        clock,
        inPrisma: inPrismaTransaction(db, prisma),
        seller: sellerOf(kit.config),
        pdfPrinter,
        asking: { recover: askOwner(db, projects) },
        projects,
        notifications: kit.peer('notifications'),
      };
      const router = Router();
      customerRoutes(router, billing);
      quoteRoutes(router, billing);
      cpoRoutes(router, billing);
      invoiceRoutes(router, billing);
      creditNoteRoutes(router, billing);
      receiptRoutes(router, billing);
      refundRoutes(router, billing);
      settlementRoutes(router, billing);
      journalRoutes(router, billing);
      summaryRoutes(router, billing);
      const internal = Router();
      internal.use(
        internalCustomerRoutes(prisma),
        internalInvoiceRoutes(db),
        internalClosureRoutes(db, projects, clock),
        internalDeletionRoutes(db),
      );
      kit.schedule('key-emails', 5_000, (signal) => keyEmails(db, signal), { oneReplica: true });
      kit.schedule('complete-replica', 5_000, (signal) => completeReplica(db, projects, signal), {
        oneReplica: true,
      });
      return { public: router, internal };
    },
  });
}
