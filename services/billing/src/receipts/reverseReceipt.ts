import { conflict } from '@closeout/contracts/errors';
import { fromMinor } from '@closeout/contracts/money';
import type { Actor } from '@closeout/service-kit/auth';
import { newId, type Moment, type Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { drawCte, drawValue, receivedDraws, reviewLocked } from '../cpos/draws.js';
import { assertPrintable } from '../documents/assertPrintable.js';
import { lockByReceipt } from '../documents/lockDocuments.js';
import { chooseIssueDate, numberValues, takenCte, whyNotIssued } from '../documents/takeNumber.js';
import { assertVisible } from '../documents/visibility.js';
import { findBanked, journalCte, postingValue } from '../journal/journalStore.js';
import { postReversal } from '../journal/posting.js';
import { assertOpen } from '../projects/ledger.js';
import { ledgerCte, ledgerValue } from '../projects/ledgerStore.js';
import type { IssuedReceipt } from './receipt.js';
import { announceReceipt, assertStands, receivedLedger } from './settlement.js';

const reverseStatement = `
  WITH ${takenCte}, reversal AS (
    INSERT INTO receipt_reversal (id, receipt_id, legal_entity, number, reason, reversal_date, reversed_at)
    SELECT $6::uuid, $7::uuid, $1, taken.number, $8, taken.issue_date, $9::timestamptz FROM taken
    RETURNING number
  ), reversed AS (
    UPDATE receipt SET status = 'REVERSED', version = version + 1, updated_at = $9::timestamptz WHERE id = $7::uuid
  ), due_again AS (
    UPDATE invoice SET paid_minor = paid_minor - w.amount, version = version + 1, updated_at = $9::timestamptz
    FROM jsonb_to_recordset($10::jsonb) AS w ("invoiceId" uuid, amount bigint) WHERE invoice.id = w."invoiceId"
  ), ${journalCte(11)}, ${ledgerCte(12)}, ${drawCte(13)}
  SELECT reversal.* FROM reversal, numbered`;

/**
 * Reverses an issued receipt by a document of its own: what it settled is due again. The receipt keeps what it says.
 * @throws DomainError `receipt-not-found`, `document-not-issued`, `receipt-reversed`, `receipt-refunded`, `project-locked`,
 *   `period-closed` (conflict), `text-not-printable` (invalid), `stale-version`
 */
export async function reverseReceipt(
  tx: Tx,
  id: string,
  request: { reason: string; actor: Pick<Actor, 'clearance'>; ifMatch: number | null } & Moment,
): Promise<IssuedReceipt> {
  const { actor, now, today, reason } = request;
  assertPrintable([{ pointer: '/reason', name: 'The reason', text: reason }]);
  const { receipts, invoices, cpos, ledgers } = await lockByReceipt(tx, id);
  const receipt = assertVisible(actor, receipts.get(id), 'receipt', id);
  assertStands(receipt);
  checkVersion(request.ifMatch, receipt.version);
  assertNotRefunded(receipt);
  assertOpen(ledgers, { takesBack: true });

  const { allocations, customerId, currency } = receipt;
  const reversalId = newId();
  const eventId = newId();
  const number = {
    legalEntity: receipt.legalEntity,
    kind: 'REV' as const,
    ...chooseIssueDate(undefined, today),
  };
  const after: IssuedReceipt = {
    ...receipt,
    status: 'REVERSED',
    version: receipt.version + 1,
    updatedAt: now,
  };
  const [fixed] = await tx.query<{ number: string }>(reverseStatement, [
    ...numberValues(number),
    reversalId,
    id,
    reason,
    now,
    JSON.stringify(
      allocations.map((each) => ({ invoiceId: each.invoiceId, amount: each.amountMinor.toString() })),
    ),
    postingValue({
      ...{ kind: 'REVERSAL', documentId: reversalId, receiptId: id, valueDate: receipt.paymentDate },
      ...{ customerId, currency, eventId },
      lines: postReversal(receipt, await findBanked(tx, id)),
    }),
    ledgerValue(receivedLedger(receipt, after)),
    drawValue(receivedDraws(allocations, invoices, -1n)),
  ]);
  if (!fixed) throw await whyNotIssued(tx, number);
  await reviewLocked(tx, cpos, now);
  const reversed = { ...after, reversal: { number: fixed.number, reason, reversedAt: now } };
  announceReceipt(tx, 'receiptReversed', reversed, invoices, { allocations, sign: -1n, now, eventId });
  tx.audit({ action: 'reverseReceipt', record: 'receipt', id, detail: { number: fixed.number, reason } });
  return reversed;
}

/** A reversal says that the payment never came; then nothing of it can have been paid back. */
function assertNotRefunded({ number, currency, refundedMinor }: IssuedReceipt): void {
  if (refundedMinor === 0n) return;
  const refunded = fromMinor(refundedMinor, currency);
  throw conflict(
    'receipt-refunded',
    `${refunded} ${currency} of ${number} was paid back: the payment came, so it is not reversed. What is left of it can be refunded or allocated.`,
    { refunded, allowed: ['refunds', 'allocations'] },
  );
}
