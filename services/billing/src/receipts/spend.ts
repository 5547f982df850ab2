import type { Minor } from '@closeout/contracts/money';
import { newId, type Moment, type Tx } from '@closeout/service-kit/db';
import { drawCte, drawValue, receivedDraws } from '../cpos/draws.js';
import type { Locked } from '../documents/lockDocuments.js';
import { whyNotPosted } from '../documents/takeNumber.js';
import { isIssued, withBalance } from '../invoices/invoice.js';
import { journalCte, postingValue } from '../journal/journalStore.js';
import { postAllocation } from '../journal/posting.js';
import { assertOpen } from '../projects/ledger.js';
import { ledgerCte, ledgerValue } from '../projects/ledgerStore.js';
import { checkSettles, potsOf, type Allocation, type IssuedReceipt } from './receipt.js';
import { announceReceipt, assertStands, receivedLedger, settleCte, settlementValue } from './settlement.js';

const allocateStatement = `
  WITH taken AS (
    SELECT $1::date AS issue_date, number FROM receipt WHERE id = $2::uuid
  ), spent AS (
    UPDATE receipt SET allocated_minor = allocated_minor + $3::bigint, version = version + 1, updated_at = $4::timestamptz,
      free_minor = CASE WHEN project_id IS NULL THEN 0 ELSE free_minor - $9::bigint END
    WHERE id = $2::uuid
  ), ${settleCte(5, 2, 4)}, ${journalCte(6)}, ${ledgerCte(7)}, ${drawCte(8)}
  SELECT FROM numbered`;

/**
 * Spends money of a receipt on an invoice. Both are held, and what is held of them (`locked`) says afterwards how they are now, so that
 * more can be spent in the same transaction. The caller has the orders reviewed (`reviewLocked`) once it is done.
 * @returns the id of the allocation, which its journal entry bears
 * @throws DomainError `document-not-issued`, `receipt-reversed`, `project-locked`, `period-closed` (conflict), and what `checkSettles` throws
 */
export async function spend(
  tx: Tx,
  { receipts, invoices, ledgers }: Pick<Locked, 'receipts' | 'invoices' | 'ledgers'>,
  { receiptId, invoiceId, amountMinor }: { receiptId: string; invoiceId: string; amountMinor: Minor },
  { now, today }: Moment,
): Promise<string> {
  const [receipt, invoice] = [receipts.get(receiptId), invoices.get(invoiceId)];
  if (!receipt || !invoice) throw new Error(`receipt ${receiptId} or invoice ${invoiceId} is not held`);
  assertStands(receipt);
  const { tiedMinor, freeMinor } = checkSettles(receipt, invoice, amountMinor, potsOf(receipt));
  // What the receipt has settled of others stays as it is, and so does what it has left: their projects may be closed.
  assertOpen(
    ledgers.filter(
      ({ projectId }) =>
        projectId === invoice.projectId || (tiedMinor > 0n && projectId === receipt.projectId),
    ),
    { settles: true },
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
  const eventId = newId();
  const posted = await tx.query(allocateStatement, [
    today,
    receiptId,
    amountMinor,
    now,
    settlementValue([added], [allocationId]),
    postingValue({
      ...{ kind: 'ALLOCATION', documentId: allocationId, receiptId, invoiceId },
      ...{ customerId, currency, eventId },
      lines: postAllocation(receipt, added),
    }),
    ledgerValue(receivedLedger(receipt, after)),
    drawValue(receivedDraws([added], invoices)),
    freeMinor,
  ]);
  if (posted.length === 0) throw await whyNotPosted(tx, today);
  announceReceipt(tx, 'receiptAllocationChanged', after, invoices, {
    ...{ allocations: [added], sign: 1n, now, eventId },
  });
  receipts.set(receiptId, after);
  if (isIssued(invoice)) invoices.set(invoiceId, withBalance(invoice, { paid: amountMinor }, now));
  tx.audit({
    action: 'allocateReceipt',
    record: 'receipt',
    id: receiptId,
    detail: { invoiceId, allocationId },
  });
  return allocationId;
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
