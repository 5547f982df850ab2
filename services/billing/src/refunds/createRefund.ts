import { billingEvents } from '@closeout/contracts/events/billing';
import type { CreateRefundBody } from '@closeout/contracts/http/billing';
import type { Actor } from '@closeout/service-kit/auth';
import { newId, type Moment, type Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import type { z } from 'zod';
import { assertNamed, type Seller } from '../config.js';
import { reviewLocked } from '../cpos/draws.js';
import { assertPrintable } from '../documents/assertPrintable.js';
import { lockByReceipt } from '../documents/lockDocuments.js';
import { chooseIssueDate, whyNotIssued } from '../documents/takeNumber.js';
import { assertVisible } from '../documents/visibility.js';
import { assertOpen, isOpen } from '../projects/ledger.js';
import { announceReceipt, assertStands, receivedLedger } from '../receipts/settlement.js';
import { afterRefund, decideRefund, type Refund } from './refund.js';
import { refundState } from './refundAnswer.js';
import { saveRefund } from './refundStore.js';

/**
 * Pays unallocated money of a receipt back, by a document that is issued at once. The receipt's project then received that much less.
 * @throws DomainError `receipt-not-found`, `document-not-issued`, `receipt-reversed`, `seller-missing`, `project-locked`, `period-closed`,
 *   `text-not-printable`, `stale-version`, and what `decideRefund` throws
 */
export async function createRefund(
  tx: Tx,
  receiptId: string,
  request: {
    body: z.output<typeof CreateRefundBody>;
    actor: Pick<Actor, 'clearance'>;
    ifMatch: number | null;
    seller: Seller;
  } & Moment,
): Promise<Refund> {
  const { body, seller, now, today } = request;
  assertPrintable([
    { pointer: '/method', name: 'The method', text: body.method },
    { pointer: '/reason', name: 'The reason', text: body.reason },
  ]);
  const { receipts, invoices, cpos, ledgers } = await lockByReceipt(tx, receiptId);
  const receipt = assertVisible(request.actor, receipts.get(receiptId), 'receipt', receiptId);
  assertStands(receipt);
  checkVersion(request.ifMatch, receipt.version);
  const takesBack = { takesBack: true };
  const own = ledgers.find(({ projectId }) => projectId === receipt.projectId);
  const decided = decideRefund(receipt, body, {
    now,
    isClosed: own !== undefined && !isOpen(own, takesBack),
  });
  const after = afterRefund(receipt, decided, now);
  const ledger = receivedLedger(receipt, after);
  const touched = ledgers.filter(({ projectId }) => ledger.some((change) => change.projectId === projectId));
  assertOpen(touched, takesBack);

  const number = {
    legalEntity: receipt.legalEntity,
    kind: 'RFD' as const,
    ...chooseIssueDate(undefined, today),
  };
  const draft = {
    ...decided,
    id: newId(),
    version: 1,
    legalEntity: receipt.legalEntity,
    receiptId,
    receiptNumber: receipt.number,
    paymentDate: receipt.paymentDate,
    customerId: receipt.customerId,
    customerName: receipt.customerName,
    securityLevel: receipt.securityLevel,
    projectId: receipt.projectId,
    milestoneId: receipt.milestoneId,
    currency: receipt.currency,
    refundDate: body.refundDate,
    method: body.method,
    reason: body.reason,
    issuedAt: now,
    seller: assertNamed(seller),
  };
  const eventId = newId();
  const refund = await saveRefund(tx, { draft, number, ledger, eventId });
  if (!refund) throw await whyNotIssued(tx, number);
  await reviewLocked(tx, cpos, now);
  announce(tx, refund, eventId);
  announceReceipt(tx, 'receiptAllocationChanged', after, invoices, { allocations: [], sign: 1n, now });
  return refund;
}

function announce(tx: Tx, refund: Refund, eventId: string): void {
  const { id, receiptId, number } = refund;
  tx.emit(billingEvents.refundIssued.draft(id, refund.version, refundState(refund), eventId));
  tx.audit({ action: 'createRefund', record: 'refund', id, detail: { number, receiptId } });
  tx.audit({ action: 'createRefund', record: 'receipt', id: receiptId, detail: { number, refundId: id } });
}
