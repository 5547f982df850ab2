import type { Allocation, IssuedReceipt } from '../../src/receipts/receipt.js';

const now = new Date('2026-02-01T09:00:00Z');
const customerId = '0199d3a0-6c1e-7c39-b6f4-000000000002';

/** For tests: an issued receipt over an amount. */
export function anIssuedReceipt(amountMinor: bigint, more: Partial<IssuedReceipt> = {}): IssuedReceipt {
  return {
    id: '0199d3a0-6c1e-7c39-b6f4-000000000003',
    version: 2,
    status: 'ISSUED',
    legalEntity: 'main',
    number: 'REC-2026-0001',
    customerId,
    customerName: 'Client A',
    securityLevel: 0,
    currency: 'EUR',
    projectId: null,
    milestoneId: null,
    amountMinor,
    refundedMinor: 0n,
    releasedMinor: 0n,
    freeMinor: 0n,
    paymentDate: '2026-02-01',
    method: null,
    reference: null,
    issueDate: '2026-02-01',
    issuedAt: now,
    allocations: [],
    reversal: null,
    createdAt: now,
    updatedAt: now,
    ...more,
  };
}

export function anAllocation(
  invoiceId: string,
  amountMinor: bigint,
  more: Partial<Allocation> = {},
): Allocation {
  return {
    invoiceId,
    invoiceNumber: `INV-${invoiceId}`,
    projectId: null,
    milestoneId: null,
    amountMinor,
    fromFreeMinor: 0n,
    ...more,
  };
}
