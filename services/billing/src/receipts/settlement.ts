import { conflict } from '@closeout/contracts/errors';
import { billingEvents } from '@closeout/contracts/events/billing';
import { newId, type Tx } from '@closeout/service-kit/db';
import { invoiceState } from '../invoices/invoiceAnswer.js';
import { isIssued, withBalance, type Invoice } from '../invoices/invoice.js';
import type { LedgerChange } from '../projects/ledger.js';
import { receivedChanges } from './projectShares.js';
import { receiptState } from './receiptAnswer.js';
import { assertWasIssued, type Allocation, type IssuedReceipt, type Receipt } from './receipt.js';

/**
 * A part of the statements that settle invoices: new allocations of receipt $`receipt`, and what is paid of their invoices.
 * @param at the number of the statement's parameter that is `settlementValue`
 */
export const settleCte = (at: number, receipt: number, now: number): string => `
  wanted AS (
    SELECT * FROM jsonb_to_recordset($${at}::jsonb) AS w (id uuid, "invoiceId" uuid, amount bigint, free bigint)
  ), allocated AS (
    INSERT INTO receipt_allocation (id, receipt_id, invoice_id, customer_id, currency, amount_minor, from_free_minor, created_at)
    SELECT w.id, r.id, w."invoiceId", r.customer_id, r.currency, w.amount, w.free, $${now}::timestamptz
    FROM wanted w, receipt r WHERE r.id = $${receipt}::uuid
  ), settled AS (
    UPDATE invoice SET paid_minor = paid_minor + w.amount, version = version + 1, updated_at = $${now}::timestamptz
    FROM wanted w WHERE invoice.id = w."invoiceId"
  )`;

export function settlementValue(allocations: readonly Allocation[], ids: readonly string[] = []): string {
  return JSON.stringify(
    allocations.map(({ invoiceId, amountMinor, fromFreeMinor }, index) => ({
      id: ids[index] ?? newId(),
      invoiceId,
      amount: amountMinor.toString(),
      free: fromFreeMinor.toString(),
    })),
  );
}

/** What projects receive by a receipt's going from one state to another, for their ledgers. */
export function receivedLedger(before: Receipt | null, after: Receipt): LedgerChange[] {
  return [...receivedChanges([{ before, after }])].map(([projectId, receivedMinor]) => ({
    projectId,
    receivedMinor,
  }));
}

type ReceiptEvent = 'receiptIssued' | 'receiptReversed' | 'receiptAllocationChanged';

/** Says what became of a receipt, and of the balance of each invoice; `sign` −1 takes payments back. */
export function announceReceipt(
  tx: Tx,
  event: ReceiptEvent,
  receipt: IssuedReceipt,
  invoices: ReadonlyMap<string, Invoice>,
  changed: { allocations: readonly Allocation[]; sign: 1n | -1n; now: Date; eventId?: string },
): void {
  tx.emit(billingEvents[event].draft(receipt.id, receipt.version, receiptState(receipt), changed.eventId));
  for (const { invoiceId, amountMinor } of changed.allocations) {
    const invoice = invoices.get(invoiceId);
    if (!invoice || !isIssued(invoice))
      throw new Error(`invoice ${invoiceId} is not among those that were locked`);
    const after = withBalance(invoice, { paid: changed.sign * amountMinor }, changed.now);
    tx.emit(billingEvents.invoiceBalanceChanged.draft(invoiceId, after.version, invoiceState(after)));
  }
}

/** @throws DomainError `document-not-issued`, `receipt-reversed` (conflict) */
export function assertStands(receipt: Receipt): asserts receipt is IssuedReceipt {
  assertWasIssued(receipt);
  if (receipt.status === 'REVERSED') {
    throw conflict('receipt-reversed', `${receipt.number} was reversed by ${receipt.reversal?.number}.`, {
      allowed: [],
    });
  }
}
