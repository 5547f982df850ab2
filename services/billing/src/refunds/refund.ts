import { assertHappened } from '@closeout/contracts/dates';
import { conflict, invalid } from '@closeout/contracts/errors';
import type { Party, Seller } from '@closeout/contracts/events/billing';
import { fromMinor, toMinor, type Minor } from '@closeout/contracts/money';
import { potsOf, takeFrom, unallocatedOf, type IssuedReceipt } from '../receipts/receipt.js';

/** Money of a receipt that was paid back. Born issued, never changes. */
export interface Refund {
  id: string;
  version: number;
  legalEntity: string;
  number: string;
  receiptId: string;
  receiptNumber: string;
  /** The day on which the receipt was paid. */
  paymentDate: string;
  customerId: string;
  customerName: string;
  securityLevel: number;
  /** As the receipt names them. */
  projectId: string | null;
  milestoneId: string | null;
  currency: string;
  amountMinor: Minor;
  /** The part that was the customer's credit; the rest counted for the receipt's project until now. */
  fromFreeMinor: Minor;
  /** The day on which the money went back. */
  refundDate: string;
  method: string | null;
  reason: string;
  issueDate: string;
  issuedAt: Date;
  seller: Seller;
  buyer: Party;
}

export type DecidedRefund = Pick<Refund, 'amountMinor' | 'fromFreeMinor'>;

/**
 * How much goes back, and out of which pot: what counts for the receipt's project first, then the customer's credit. Of a project that
 * is closed the money stays; the customer's credit goes back all the same.
 * @throws DomainError `refund-exceeds-receipt` (conflict), `refund-before-payment`, `date-in-future`, `amount-scale` (invalid)
 */
export function decideRefund(
  receipt: IssuedReceipt,
  wanted: { amount: string; refundDate: string },
  { now, isClosed = false }: { now: Date; isClosed?: boolean },
): DecidedRefund {
  const { refundDate } = wanted;
  assertHappened(refundDate, now, '/refundDate');
  if (refundDate < receipt.paymentDate) {
    const detail = `${receipt.number} was paid on ${receipt.paymentDate}: nothing of it goes back before that day.`;
    const code = 'refund-before-payment';
    throw invalid(code, detail, [{ pointer: '/refundDate', code, detail }]);
  }
  const amountMinor = toMinor(wanted.amount, receipt.currency);
  const leftMinor = unallocatedOf(receipt);
  if (amountMinor > leftMinor) {
    const left = fromMinor(leftMinor, receipt.currency);
    const detail =
      leftMinor === 0n
        ? `Nothing is left of ${receipt.number} to pay back: all of it settles invoices or was refunded.`
        : `Only ${left} ${receipt.currency} is left of ${receipt.number}.`;
    throw conflict('refund-exceeds-receipt', detail, { left });
  }
  const pots = potsOf(receipt);
  const isCredit = isClosed && amountMinor <= pots.freeMinor;
  return { amountMinor, fromFreeMinor: isCredit ? amountMinor : takeFrom(pots, amountMinor).freeMinor };
}

/** The receipt once the money went back. */
export function afterRefund(receipt: IssuedReceipt, refund: DecidedRefund, now: Date): IssuedReceipt {
  return {
    ...receipt,
    version: receipt.version + 1,
    refundedMinor: receipt.refundedMinor + refund.amountMinor,
    freeMinor: receipt.projectId === null ? 0n : receipt.freeMinor - refund.fromFreeMinor,
    updatedAt: now,
  };
}
