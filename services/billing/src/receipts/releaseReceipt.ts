import { conflict } from '@closeout/contracts/errors';
import { fromMinor, toMinor } from '@closeout/contracts/money';
import type { Actor } from '@closeout/service-kit/auth';
import { newId, type Moment, type Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { reviewLocked } from '../cpos/draws.js';
import { lockByReceipt } from '../documents/lockDocuments.js';
import { whyNotPosted } from '../documents/takeNumber.js';
import { assertVisible } from '../documents/visibility.js';
import { journalCte, postingValue } from '../journal/journalStore.js';
import { postRelease } from '../journal/posting.js';
import { assertOpen } from '../projects/ledger.js';
import { ledgerCte, ledgerValue } from '../projects/ledgerStore.js';
import { potsOf, type IssuedReceipt } from './receipt.js';
import { announceReceipt, assertStands, receivedLedger } from './settlement.js';

const releaseStatement = `
  WITH taken AS (
    SELECT $1::date AS issue_date, number FROM receipt WHERE id = $2::uuid
  ), moved AS (
    UPDATE receipt SET released_minor = released_minor + $3::bigint, free_minor = free_minor + $3::bigint,
      version = version + 1, updated_at = $4::timestamptz
    WHERE id = $2::uuid
  ), release AS (
    INSERT INTO receipt_release (id, receipt_id, amount_minor, reason, released_at)
    VALUES ($5::uuid, $2::uuid, $3::bigint, $6, $4::timestamptz)
  ), ${journalCte(7)}, ${ledgerCte(8)}
  SELECT FROM numbered`;

/**
 * Moves unallocated money of a receipt from its project to the customer's credit; never the other way.
 * @throws DomainError `receipt-not-found`, `document-not-issued`, `receipt-reversed`, `release-exceeds-project`, `project-locked`,
 *   `period-closed` (conflict), `amount-scale` (invalid), `stale-version`
 */
export async function releaseReceipt(
  tx: Tx,
  id: string,
  request: {
    amount: string;
    reason: string;
    actor: Pick<Actor, 'clearance'>;
    ifMatch: number | null;
  } & Moment,
): Promise<IssuedReceipt> {
  const { reason, now, today } = request;
  const { receipts, invoices, cpos, ledgers } = await lockByReceipt(tx, id);
  const receipt = assertVisible(request.actor, receipts.get(id), 'receipt', id);
  assertStands(receipt);
  checkVersion(request.ifMatch, receipt.version);
  const { customerId, currency, projectId } = receipt;
  const amountMinor = toMinor(request.amount, currency);
  assertTied(receipt, amountMinor);
  assertOpen(
    ledgers.filter((ledger) => ledger.projectId === projectId),
    { takesBack: true },
  );

  const after: IssuedReceipt = {
    ...receipt,
    version: receipt.version + 1,
    releasedMinor: receipt.releasedMinor + amountMinor,
    freeMinor: receipt.freeMinor + amountMinor,
    updatedAt: now,
  };
  const releaseId = newId();
  const eventId = newId();
  const lines = postRelease(receipt, amountMinor);
  const posted = await tx.query(releaseStatement, [
    ...[today, id, amountMinor, now, releaseId, reason],
    postingValue({
      ...{ kind: 'RELEASE', documentId: releaseId, receiptId: id },
      ...{ customerId, currency, eventId, lines },
    }),
    ledgerValue(receivedLedger(receipt, after)),
  ]);
  if (posted.length === 0) throw await whyNotPosted(tx, today);
  await reviewLocked(tx, cpos, now);
  announceReceipt(tx, 'receiptAllocationChanged', after, invoices, {
    ...{ allocations: [], sign: 1n, now, eventId },
  });
  tx.audit({
    action: 'releaseReceipt',
    record: 'receipt',
    id,
    detail: { releaseId, amount: request.amount, reason },
  });
  return after;
}

function assertTied(receipt: IssuedReceipt, amountMinor: bigint): void {
  const { tiedMinor } = potsOf(receipt);
  if (amountMinor <= tiedMinor) return;
  const left = fromMinor(tiedMinor, receipt.currency);
  const detail =
    receipt.projectId === null
      ? `${receipt.number} names no project: all that is left of it is the customer’s credit already.`
      : `Only ${left} ${receipt.currency} of ${receipt.number} is left for its project.`;
  throw conflict('release-exceeds-project', detail, { left });
}
