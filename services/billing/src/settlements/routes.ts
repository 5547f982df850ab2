import {
  listAllocatedElsewhere,
  settleInvoice as invoiceOperation,
  settleProject as projectOperation,
  settleReceipt as receiptOperation,
} from '@closeout/contracts/http/billing';
import { command, query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import type { Billing } from '../Billing.js';
import { ofMovedMoney } from '../documents/consequences.js';
import { findAllocatedElsewhere } from './allocatedElsewhere.js';
import { settleInvoice } from './settleInvoice.js';
import { settleProject } from './settleProject.js';
import { settleReceipt } from './settleReceipt.js';

export function settlementRoutes(router: Router, { db, clock, asking, notifications }: Billing): void {
  const options = { ...asking, dryRun: { consequences: ofMovedMoney, notifications } };

  query(router, listAllocatedElsewhere, async ({ actor }) => ({
    items: await findAllocatedElsewhere(db, actor),
    nextCursor: null,
  }));
  command(
    router,
    projectOperation,
    db.transaction,
    (tx, { params, body, actor }) => settleProject(tx, params.id, { ...body, actor, ...clock.moment() }),
    options,
  );
  command(
    router,
    invoiceOperation,
    db.transaction,
    (tx, { params, actor, ifMatch }) => settleInvoice(tx, params.id, { actor, ifMatch, ...clock.moment() }),
    options,
  );
  command(
    router,
    receiptOperation,
    db.transaction,
    (tx, { params, actor, ifMatch }) => settleReceipt(tx, params.id, { actor, ifMatch, ...clock.moment() }),
    options,
  );
}
