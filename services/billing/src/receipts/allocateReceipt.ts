import { dayOf, toMinor } from '@closeout/contracts';
import { checkVersion, newId, type Actor, type Tx } from '@closeout/service-kit';
import { drawCte, drawValue, receivedDraws, reviewLocked } from '../cpos/draws.js';
import { lockByReceiptAndInvoice } from '../documents/lockDocuments.js';
import { seenBy } from '../documents/visibility.js';
import { journalCte, postingValue } from '../journal/journalStore.js';
import { postAllocation } from '../journal/posting.js';
import { assertOpen } from '../projects/ledger.js';
import { ledgerCte, ledgerValue } from '../projects/ledgerStore.js';
import { invoiceUnknown } from './planAllocations.js';
import {
  checkSettles,
  exceedsReceipt,
  potsOf,
  unallocatedOf,
  type Allocation,
  type IssuedReceipt,
} from './receipt.js';
import { announceReceipt, assertStands, receivedLedger, settleCte, settlementValue } from './settlement.js';

const allocateStatement = `
  WITH taken AS (
    SELECT $1::date AS issue_date, number FROM receipt WHERE id = $2::uuid
  ), spent AS (
    UPDATE receipt SET allocated_minor = allocated_minor + $3::bigint, version = version + 1, updated_at = $4::timestamptz,
      free_minor = CASE WHEN project_id IS NULL THEN 0 ELSE free_minor - $9::bigint END
    WHERE id = $2::uuid
  ), ${settleCte(5, 2, 4)}, ${journalCte(6)}, ${ledgerCte(7)}, ${drawCte(8)}
  SELECT`;

/**
 * Settles an invoice from what is left of an issued receipt: a document of its own kind, which changes neither receipt nor invoice.
 * @throws DomainError `receipt-not-found`, `document-not-issued`, `receipt-reversed`, `allocation-exceeds-receipt`,
 *   `project-locked` (conflict), `invoice-unknown`, `amount-scale` (invalid), `stale-version`, and what `checkSettles` throws
 */
export async function allocateReceipt(
  tx: Tx,
  id: string,
  request: {
    invoiceId: string;
    amount: string;
    actor: Pick<Actor, 'clearance'>;
    ifMatch: number | null;
    now: Date;
  },
): Promise<IssuedReceipt> {
  const { actor, invoiceId, now } = request;
  const { receipts, invoices, cpos, ledgers } = await lockByReceiptAndInvoice(tx, id, invoiceId);
  const receipt = seenBy(actor, receipts.get(id), 'receipt', id);
  assertStands(receipt);
  checkVersion(request.ifMatch, receipt.version);
  const amountMinor = toMinor(request.amount, receipt.currency);
  const invoice = invoices.get(invoiceId);
  if (!invoice || invoice.securityLevel > actor.clearance) throw invoiceUnknown(invoiceId, '/invoiceId');
  if (amountMinor > unallocatedOf(receipt))
    throw exceedsReceipt(amountMinor, unallocatedOf(receipt), receipt.currency);
  const { tiedMinor, freeMinor } = checkSettles(receipt, invoice, amountMinor, potsOf(receipt));
  // What the receipt has settled of others stays as it is, and so does what it has left: their projects may be closed.
  assertOpen(
    ledgers.filter(
      ({ projectId }) =>
        projectId === invoice.projectId || (tiedMinor > 0n && projectId === receipt.projectId),
    ),
  );

  const { customerId, currency } = receipt;
  const { projectId, milestoneId } = invoice;
  const added: Allocation = {
    invoiceId,
    invoiceNumber: invoice.number ?? '',
    projectId,
    milestoneId,
    amountMinor,
    fromFreeMinor: freeMinor,
  };
  const after: IssuedReceipt = {
    ...receipt,
    version: receipt.version + 1,
    allocations: withAllocation(receipt.allocations, added),
    freeMinor: receipt.projectId === null ? 0n : receipt.freeMinor - freeMinor,
    updatedAt: now,
  };
  const allocationId = newId();
  await tx.query(allocateStatement, [
    dayOf(now),
    id,
    amountMinor,
    now,
    settlementValue([added], [allocationId]),
    postingValue({
      kind: 'ALLOCATION',
      documentId: allocationId,
      customerId,
      currency,
      lines: postAllocation(receipt, added),
    }),
    ledgerValue(receivedLedger(receipt, after)),
    drawValue(receivedDraws([added], invoices)),
    freeMinor,
  ]);
  await reviewLocked(tx, cpos, now);
  announceReceipt(tx, 'receiptAllocationChanged', after, invoices, { allocations: [added], sign: 1n, now });
  tx.audit({ action: 'allocateReceipt', kind: 'Receipts', id, detail: { invoiceId, allocationId } });
  return after;
}

function withAllocation(allocations: readonly Allocation[], added: Allocation): Allocation[] {
  const known = allocations.find((each) => each.invoiceId === added.invoiceId);
  if (!known) return [...allocations, added];
  return allocations.map((each) =>
    each === known
      ? {
          ...each,
          amountMinor: each.amountMinor + added.amountMinor,
          fromFreeMinor: each.fromFreeMinor + added.fromFreeMinor,
        }
      : each,
  );
}
