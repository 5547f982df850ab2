import type { Minor } from '@closeout/contracts';
import type { Receipt } from './receipt.js';

export interface Release {
  receipt: Receipt;
  /** The receipt once the money is its customer's credit again. */
  after: Receipt;
  amountMinor: Minor;
}

/**
 * When a credit note takes back more of an invoice than was still due, what was paid too much is released from the receipts that
 * settled it, the latest first; it stays with them as the customer's credit.
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
    const allocations = receipt.allocations
      .map((other) =>
        other === allocation ? { ...other, amountMinor: other.amountMinor - amountMinor } : other,
      )
      .filter((other) => other.amountMinor > 0n);
    releases.push({
      receipt,
      after: { ...receipt, version: receipt.version + 1, allocations, updatedAt: now },
      amountMinor,
    });
  }
  if (left > 0n) throw new Error(`invoice ${invoiceId} is paid by more than its receipts settle`);
  return releases;
}

function latestFirst(a: Receipt, b: Receipt): number {
  const [first, second] = [a.issuedAt?.getTime() ?? 0, b.issuedAt?.getTime() ?? 0];
  if (first !== second) return second - first;
  return a.id < b.id ? 1 : -1;
}
