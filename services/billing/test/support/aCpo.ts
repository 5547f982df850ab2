import type { Cpo } from '../../src/cpos/cpo.js';

const now = new Date('2026-02-01T09:00:00Z');

/** For tests: an open order over 80.00 EUR. */
export function aCpo(more: Partial<Cpo> = {}): Cpo {
  return {
    id: '0199d3a0-6c1e-7c39-b6f4-000000000004',
    version: 1,
    status: 'OPEN',
    number: 'PO-4711',
    customerId: '0199d3a0-6c1e-7c39-b6f4-000000000002',
    customerName: 'Client A',
    securityLevel: 0,
    currency: 'EUR',
    projectId: null,
    project: null,
    quoteId: null,
    budgetNodeId: null,
    versionNo: 1,
    amountMinor: 8000n,
    pinnedMinor: 0n,
    drawdown: { invoicedMinor: 0n, receivedMinor: 0n, invoiceLeg: true },
    mismatch: null,
    versions: [],
    createdAt: now,
    updatedAt: now,
    ...more,
  };
}
