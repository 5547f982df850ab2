import { toMinor } from '@closeout/contracts/money';
import type { Actor } from '@closeout/service-kit/auth';
import type { Moment, Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { reviewLocked } from '../cpos/draws.js';
import { lockByReceiptAndInvoice } from '../documents/lockDocuments.js';
import { assertVisible, canSee } from '../documents/visibility.js';
import { invoiceUnknown } from './planAllocations.js';
import { exceedsReceipt, unallocatedOf, type Receipt } from './receipt.js';
import { assertStands } from './settlement.js';
import { spend } from './spend.js';

/**
 * Settles an invoice from what is left of an issued receipt: a document of its own kind, which changes neither receipt nor invoice.
 * @throws DomainError `receipt-not-found`, `document-not-issued`, `receipt-reversed`, `allocation-exceeds-receipt`,
 *   `project-locked`, `period-closed` (conflict), `invoice-unknown`, `amount-scale` (invalid), `stale-version`, and what `checkSettles` throws
 */
export async function allocateReceipt(
  tx: Tx,
  id: string,
  request: {
    invoiceId: string;
    amount: string;
    actor: Pick<Actor, 'clearance'>;
    ifMatch: number | null;
  } & Moment,
): Promise<Receipt> {
  const { actor, invoiceId, now } = request;
  const locked = await lockByReceiptAndInvoice(tx, id, invoiceId);
  const receipt = assertVisible(actor, locked.receipts.get(id), 'receipt', id);
  assertStands(receipt);
  checkVersion(request.ifMatch, receipt.version);
  const amountMinor = toMinor(request.amount, receipt.currency);
  const invoice = locked.invoices.get(invoiceId);
  if (!invoice || !canSee(actor, invoice)) throw invoiceUnknown(invoiceId, '/invoiceId');
  if (amountMinor > unallocatedOf(receipt))
    throw exceedsReceipt(amountMinor, unallocatedOf(receipt), receipt.currency);

  await spend(tx, locked, { receiptId: id, invoiceId, amountMinor }, request);
  await reviewLocked(tx, locked.cpos, now);
  return locked.receipts.get(id) ?? receipt;
}
