import type { RefundState } from '@closeout/contracts/events/billing';
import type { Refund as RefundAnswer } from '@closeout/contracts/http/billing';
import { fromMinor } from '@closeout/contracts/money';
import type { Refund } from './refund.js';

/** The whole public state of a refund, as its event carries it. */
export function refundState(refund: Refund): RefundState {
  const { customerName, ...state } = refundAnswer(refund);
  return state;
}

export function refundAnswer(refund: Refund): RefundAnswer {
  const money = (minor: bigint): string => fromMinor(minor, refund.currency);
  return {
    id: refund.id,
    version: refund.version,
    number: refund.number,
    status: 'ISSUED',
    receiptId: refund.receiptId,
    receiptNumber: refund.receiptNumber,
    customerId: refund.customerId,
    customerName: refund.customerName,
    projectId: refund.projectId,
    milestoneId: refund.milestoneId,
    currency: refund.currency,
    amount: money(refund.amountMinor),
    fromTied: money(refund.amountMinor - refund.fromFreeMinor),
    fromFree: money(refund.fromFreeMinor),
    refundDate: refund.refundDate,
    method: refund.method,
    reason: refund.reason,
    issueDate: refund.issueDate,
    issuedAt: refund.issuedAt.toISOString(),
    seller: refund.seller,
    buyer: refund.buyer,
  };
}
