import { assertHappened } from '@closeout/contracts/dates';
import { assertNamed, type Seller } from '../config.js';
import type { Actor } from '@closeout/service-kit/auth';
import { newId, type Moment, type Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { drawCte, drawValue, receivedDraws, reviewLocked, type CpoDraw } from '../cpos/draws.js';
import { lockByReceipt } from '../documents/lockDocuments.js';
import { assertPrintable } from '../documents/assertPrintable.js';
import { buyerSql, subjectSql } from '../documents/printed.js';
import { chooseIssueDate, numberValues, takenCte, whyNotIssued } from '../documents/takeNumber.js';
import { assertVisible } from '../documents/visibility.js';
import { assertDraft } from '../invoices/invoice.js';
import { journalCte, postingValue } from '../journal/journalStore.js';
import { postReceipt } from '../journal/posting.js';
import { assertOpen } from '../projects/ledger.js';
import { ledgerCte, ledgerValue } from '../projects/ledgerStore.js';
import { assertNothingNew, invoiceUnknown } from './planAllocations.js';
import { checkSettles, sumOf, type IssuedReceipt, type Receipt } from './receipt.js';
import { announceReceipt, receivedLedger, settleCte, settlementValue } from './settlement.js';

const issueStatement = `
  WITH ${takenCte}, issued AS (
    UPDATE receipt SET
      status = 'ISSUED', version = version + 1, number = taken.number, issue_date = taken.issue_date,
      issued_at = $7::timestamptz, updated_at = $7::timestamptz, allocated_minor = $8::bigint, plan = '[]', seller = $13,
      buyer = (SELECT ${buyerSql('c')} FROM customer c WHERE c.id = receipt.customer_id),
      subject = ${subjectSql('receipt.project_id', 'receipt.milestone_id')}
    FROM taken WHERE id = $6::uuid AND status = 'DRAFT'
    RETURNING receipt.number, receipt.issue_date AS "issueDate"
  ), ${settleCte(9, 6, 7)}, ${journalCte(10)}, ${ledgerCte(11)}, ${drawCte(12)}
  SELECT issued.* FROM issued, numbered`;

/**
 * Issues a draft: it gets its number and settles its invoices (domain model, "Billing documents").
 * @throws DomainError `receipt-not-found`, `document-issued`, `allocation-exceeds-due`, `seller-missing`, `project-locked`, `period-closed` (conflict),
 *   `date-in-future`, `text-not-printable` (invalid), `stale-version`
 */
export async function issueReceipt(
  tx: Tx,
  id: string,
  request: { actor: Pick<Actor, 'clearance'>; ifMatch: number | null; seller: Seller } & Moment,
): Promise<IssuedReceipt> {
  const { actor, seller, now, today } = request;
  const { receipts, invoices, cpos, ledgers } = await lockByReceipt(tx, id);
  const draft = assertVisible(actor, receipts.get(id), 'receipt', id);
  assertDraft(draft);
  checkVersion(request.ifMatch, draft.version);
  assertHappened(draft.paymentDate, now);
  assertOpen(ledgers, { settles: true });
  assertNothingNew(draft, ledgers);
  for (const [index, { invoiceId, amountMinor }] of draft.allocations.entries()) {
    const invoice = invoices.get(invoiceId);
    if (!invoice) throw invoiceUnknown(invoiceId, `/allocations/${index}/invoiceId`);
    checkSettles(draft, invoice, amountMinor);
  }

  const eventId = newId();
  const draws = receivedDraws(draft.allocations, invoices);
  const issued = await saveIssued(tx, draft, { draws, seller, now, today, eventId });
  await reviewLocked(tx, cpos, now);
  announceReceipt(tx, 'receiptIssued', issued, invoices, {
    ...{ allocations: issued.allocations, sign: 1n, now, eventId },
  });
  tx.audit({ action: 'issueReceipt', record: 'receipt', id, detail: { number: issued.number } });
  return issued;
}

interface SavedReceipt {
  number: string;
  issueDate: string;
}

async function saveIssued(
  tx: Tx,
  draft: Receipt,
  {
    draws,
    seller,
    now,
    today,
    eventId,
  }: { draws: readonly CpoDraw[]; seller: Seller; eventId: string } & Moment,
): Promise<IssuedReceipt> {
  const { id, customerId, currency, allocations } = draft;
  const number = {
    legalEntity: draft.legalEntity,
    kind: 'REC' as const,
    ...chooseIssueDate(undefined, today),
  };
  const after = {
    ...draft,
    status: 'ISSUED' as const,
    version: draft.version + 1,
    issuedAt: now,
    updatedAt: now,
  };
  const [saved] = await tx.query<SavedReceipt>(issueStatement, [
    ...numberValues(number),
    id,
    now,
    sumOf(allocations),
    settlementValue(allocations),
    postingValue({
      ...{ kind: 'RECEIPT', documentId: id, receiptId: id, valueDate: draft.paymentDate },
      ...{ customerId, currency, eventId },
      lines: postReceipt(draft),
    }),
    ledgerValue(receivedLedger(null, after)),
    drawValue(draws),
    assertNamed(seller),
  ]);
  if (!saved) throw await whyNotIssued(tx, number);
  // What it takes from elsewhere is printed as well as it can be: money that came can always be booked.
  assertPrintable([
    { pointer: '/method', name: 'The method', text: draft.method },
    { pointer: '/reference', name: 'The reference', text: draft.reference },
  ]);
  return { ...after, ...saved, issuedAt: now };
}
