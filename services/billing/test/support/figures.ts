import type { OrderFigures, ProjectFigures } from '../../src/closures/figures.js';

/** Of a project whose work is done: budgeted, invoiced and received 8000.00 EUR. */
export const settledProject: ProjectFigures = {
  projectId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b31',
  number: 'PRJ-2026-0001',
  version: 5,
  status: 'TECHNICALLY_CLOSED',
  currency: 'EUR',
  budgetMinor: 800000n,
  revenueModel: null,
  invoicedMinor: 800000n,
  hasInvoices: true,
  receivedMinor: 800000n,
  orders: [],
  work: null,
  openInvoices: [],
  spareReceipts: [],
  elsewhere: [],
};

/** Of an order over the same, drawn and finalized. */
export const settledOrder: OrderFigures = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b61',
  number: 'PO-4711',
  status: 'FINALIZED',
  amountMinor: 800000n,
  countsMinor: 800000n,
  invoicedMinor: 800000n,
  receivedMinor: 800000n,
  mismatch: null,
  pendingVersion: null,
};
