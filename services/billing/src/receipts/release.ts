import type { Minor } from '@closeout/contracts/money';
import type { Receipt } from './receipt.js';

export interface Release {
  receipt: Receipt;
  /** The receipt once the money is left of it again. */
  after: Receipt;
  amountMinor: Minor;
  /** What of it goes back to the customer's credit; the rest to the receipt's project. */
  fromFreeMinor: Minor;
}

/**
 * When a credit note takes back more of an invoice than was still due, what was paid too much is released from the receipts that
 * settled it, the latest first, and goes back into the pot that it came from: what was taken last, the customer's credit, first.
 * @param receipts the issued receipts that settle the invoice
 */
export function releaseOverpaid(
  receipts: readonly Receipt[],
  invoiceId: string,
  overpaid: Minor,
  now: Date,
): Release[] {
  const releases: Release[] = [];
  let left = overpaid;
  for (const receipt of [...receipts].sort(latestFirst)) {
    const allocation = receipt.allocations.find((candidate) => candidate.invoiceId === invoiceId);
    if (!allocation || left === 0n) continue;
    const amountMinor = allocation.amountMinor < left ? allocation.amountMinor : left;
    left -= amountMinor;
    const fromFreeMinor = amountMinor < allocation.fromFreeMinor ? amountMinor : allocation.fromFreeMinor;
    const less = {
      ...allocation,
      amountMinor: allocation.amountMinor - amountMinor,
      fromFreeMinor: allocation.fromFreeMinor - fromFreeMinor,
    };
    const allocations = receipt.allocations
      .map((other) => (other === allocation ? less : other))
      .filter((other) => other.amountMinor > 0n);
    const freeMinor = receipt.projectId === null ? 0n : receipt.freeMinor + fromFreeMinor;
    const after = { ...receipt, version: receipt.version + 1, allocations, freeMinor, updatedAt: now };
    releases.push({ receipt, after, amountMinor, fromFreeMinor });
  }
  if (left > 0n) throw new Error(`invoice ${invoiceId} is paid by more than its receipts settle`);
  return releases;
}

function latestFirst(a: Receipt, b: Receipt): number {
  const [first, second] = [a.issuedAt?.getTime() ?? 0, b.issuedAt?.getTime() ?? 0];
  if (first !== second) return second - first;
  return a.id < b.id ? 1 : -1;
}
