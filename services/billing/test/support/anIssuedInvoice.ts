import type { IssuedInvoice } from '../../src/invoices/invoice.js';

const now = new Date('2026-02-01T09:00:00Z');
const party = { name: 'Somebody', vatNumber: null, address: null, email: null };

/** For tests: an issued invoice with a line for each net amount, untaxed unless said otherwise. */
export function anIssuedInvoice(nets: readonly bigint[], more: Partial<IssuedInvoice> = {}): IssuedInvoice {
  const netMinor = nets.reduce((a, b) => a + b, 0n);
  return {
    id: '0199d3a0-6c1e-7c39-b6f4-000000000001',
    version: 2,
    status: 'ISSUED',
    legalEntity: 'main',
    number: 'INV-2026-0001',
    customerId: '0199d3a0-6c1e-7c39-b6f4-000000000002',
    customerName: 'Client A',
    securityLevel: 0,
    currency: 'EUR',
    projectId: null,
    milestoneId: null,
    cpoId: null,
    cpoVersionNo: null,
    followsMilestone: false,
    issueDate: '2026-02-01',
    dueDate: '2026-03-01',
    issuedAt: now,
    supplyDate: null,
    exemptionReason: null,
    seller: party,
    buyer: party,
    lines: nets.map((net, index) => ({
      no: index + 1,
      description: `Line ${index + 1}`,
      quantity: '1',
      unitPrice: '0.00',
      taxRate: '0',
      netMinor: net,
      grossMinor: null,
      creditedMinor: 0n,
    })),
    taxes: [{ taxRate: '0', taxableMinor: netMinor, taxMinor: 0n, creditedTaxMinor: 0n }],
    netMinor,
    taxMinor: 0n,
    grossMinor: netMinor,
    creditedMinor: 0n,
    paidMinor: 0n,
    createdAt: now,
    updatedAt: now,
    ...more,
  };
}
