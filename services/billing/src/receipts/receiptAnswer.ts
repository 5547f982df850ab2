import type { ReceiptState } from '@closeout/contracts/events/billing';
import type { Receipt as ReceiptAnswer } from '@closeout/contracts/http/billing';
import { fromMinor } from '@closeout/contracts/money';
import { projectShares } from './projectShares.js';
import { potsOf, sumOf, unallocatedOf, type IssuedReceipt, type Receipt } from './receipt.js';

type Wire = Pick<
  ReceiptAnswer,
  | 'amount'
  | 'allocated'
  | 'refunded'
  | 'released'
  | 'unallocated'
  | 'tied'
  | 'free'
  | 'allocations'
  | 'projectShares'
> &
  Pick<ReceiptState, 'reversal'>;

function figures(receipt: Receipt): Wire {
  const money = (minor: bigint): string => fromMinor(minor, receipt.currency);
  const { tiedMinor, freeMinor } = potsOf(receipt);
  return {
    amount: money(receipt.amountMinor),
    allocated: money(sumOf(receipt.allocations)),
    refunded: money(receipt.refundedMinor),
    released: money(receipt.releasedMinor),
    unallocated: money(unallocatedOf(receipt)),
    tied: money(tiedMinor),
    free: money(freeMinor),
    allocations: receipt.allocations.map(({ invoiceId, invoiceNumber, amountMinor }) => ({
      invoiceId,
      invoiceNumber,
      amount: money(amountMinor),
    })),
    projectShares: sharesOf(receipt),
    reversal: receipt.reversal && {
      ...receipt.reversal,
      reversedAt: receipt.reversal.reversedAt.toISOString(),
    },
  };
}

const sharesOf = (receipt: Receipt): ReceiptState['projectShares'] =>
  projectShares(receipt).map(({ projectId, milestoneId, amountMinor }) => ({
    projectId,
    milestoneId,
    amount: fromMinor(amountMinor, receipt.currency),
  }));

/** A reversed receipt settles nothing now, and nothing of it is left; what it settled is history. */
function nowOf({ reversal, ...wire }: Wire, currency: string) {
  if (!reversal) return { ...wire, reversal: null };
  const nothing = fromMinor(0n, currency);
  return {
    ...wire,
    ...{ allocated: nothing, unallocated: nothing, tied: nothing, free: nothing, allocations: [] },
    reversal: { ...reversal, allocations: wire.allocations },
  };
}

export function receiptAnswer(receipt: Receipt): ReceiptAnswer {
  return {
    id: receipt.id,
    version: receipt.version,
    number: receipt.number,
    status: receipt.status,
    customerId: receipt.customerId,
    customerName: receipt.customerName,
    projectId: receipt.projectId,
    milestoneId: receipt.milestoneId,
    currency: receipt.currency,
    paymentDate: receipt.paymentDate,
    method: receipt.method,
    reference: receipt.reference,
    issueDate: receipt.issueDate,
    issuedAt: receipt.issuedAt?.toISOString() ?? null,
    ...nowOf(figures(receipt), receipt.currency),
    createdAt: receipt.createdAt.toISOString(),
    updatedAt: receipt.updatedAt.toISOString(),
  };
}

/** The whole public state of an issued receipt, as its events carry it. */
export function receiptState(receipt: IssuedReceipt): ReceiptState {
  const { reversal, ...rest } = figures(receipt);
  return {
    id: receipt.id,
    version: receipt.version,
    number: receipt.number,
    status: receipt.status,
    customerId: receipt.customerId,
    customerName: receipt.customerName,
    projectId: receipt.projectId,
    milestoneId: receipt.milestoneId,
    currency: receipt.currency,
    paymentDate: receipt.paymentDate,
    method: receipt.method,
    reference: receipt.reference,
    issuedAt: receipt.issuedAt.toISOString(),
    ...rest,
    reversal: reversal && { ...reversal, projectShares: sharesOf({ ...receipt, status: 'ISSUED' }) },
  };
}
