import type { Actor } from '@closeout/service-kit/auth';
import { newId, type Moment, type Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { conflict } from '@closeout/contracts/errors';
import { billingEvents } from '@closeout/contracts/events/billing';
import { assertNamed, type Seller } from '../config.js';
import { drawCte, drawValue, reviewLocked } from '../cpos/draws.js';
import { assertIssuable, type LockedCpo } from '../cpos/pinnedCpo.js';
import { ChangedMeanwhile } from '../documents/changedMeanwhile.js';
import { lockByInvoice } from '../documents/lockDocuments.js';
import { assertPrintable, lineTexts, partyTexts, subjectTexts } from '../documents/assertPrintable.js';
import { subjectSql, type Subject } from '../documents/printed.js';
import { chooseIssueDate, numberValues, takenCte, whyNotIssued } from '../documents/takeNumber.js';
import { assertVisible } from '../documents/visibility.js';
import { journalCte, postingValue } from '../journal/journalStore.js';
import { postInvoice } from '../journal/posting.js';
import { assertOpen } from '../projects/ledger.js';
import { ledgerCte, ledgerValue } from '../projects/ledgerStore.js';
import { invoiceState } from './invoiceAnswer.js';
import { assertDraft, type Invoice, type IssuedInvoice } from './invoice.js';
import { findBuyer } from './invoiceStore.js';

const issueStatement = `
  WITH ${takenCte}, issued AS (
    UPDATE invoice SET
      status = 'ISSUED', version = version + 1, number = taken.number, issue_date = taken.issue_date,
      document_date = taken.issue_date, due_date = coalesce(due_date, taken.issue_date + $7::int),
      issued_at = $8, updated_at = $8, seller = $9, buyer = $10, project_id = $13::uuid, cpo_version_no = $14, follows_milestone = false,
      subject = ${subjectSql('$13::uuid', 'invoice.milestone_id', 'invoice.cpo_id')}
    FROM taken WHERE id = $6 AND status = 'DRAFT'
    RETURNING invoice.number, invoice.issue_date AS "issueDate", invoice.due_date AS "dueDate", invoice.subject
  ), ${journalCte(11)}, ${ledgerCte(12)}, ${drawCte(15)}
  SELECT issued.* FROM issued, numbered`;

export interface IssueRequest extends Moment {
  issueDate?: string;
  ifMatch: number | null;
  actor: Pick<Actor, 'clearance'>;
  seller: Seller;
}

/**
 * Issues a draft: number, date, seller, buyer and content are fixed from now on (domain model, "Billing documents").
 * @throws DomainError `invoice-not-found`, `document-issued`, `nothing-to-invoice`, `seller-missing`, `project-locked`, `issue-date-before-last`,
 *   `period-closed`, `cpo-not-open`, `cpo-without-project` (conflict), `issue-date-in-future`,
 *   `text-not-printable` (invalid), `stale-version`
 */
export async function issueInvoice(tx: Tx, id: string, request: IssueRequest): Promise<IssuedInvoice> {
  const { invoices, cpos, ledgers } = await lockByInvoice(tx, id);
  const drafted = assertVisible(request.actor, invoices.get(id), 'invoice', id);
  assertDraft(drafted);
  checkVersion(request.ifMatch, drafted.version);
  const draft = withOrder(drafted, cpos);
  if (draft.grossMinor === 0n) throw conflict('nothing-to-invoice', 'An invoice over nothing is not issued.');
  assertOpen(ledgers);

  const eventId = newId();
  const issued = await saveIssued(tx, draft, request, eventId);
  await reviewLocked(tx, cpos, request.now);
  tx.emit(billingEvents.invoiceIssued.draft(id, issued.version, invoiceState(issued), eventId));
  tx.audit({ action: 'issueInvoice', record: 'invoice', id, detail: { number: issued.number } });
  return issued;
}

/**
 * Pinned for good: to the version that counts now, and in the project that the order may have got since the draft was made.
 * @throws DomainError `cpo-not-open`, `cpo-without-project` (conflict)
 */
function withOrder(draft: Invoice, cpos: ReadonlyMap<string, LockedCpo>): Invoice {
  if (draft.cpoId === null) return draft;
  const cpo = cpos.get(draft.cpoId);
  // The draft was pinned to it after this transaction had begun to look.
  if (!cpo) throw new ChangedMeanwhile(`invoice ${draft.id}`);
  assertIssuable(cpo);
  return { ...draft, projectId: cpo.projectId, cpoVersionNo: cpo.versionNo };
}

interface SavedInvoice {
  number: string;
  issueDate: string;
  dueDate: string;
  subject: Subject;
}

async function saveIssued(
  tx: Tx,
  draft: Invoice,
  { issueDate, seller, now, today }: IssueRequest,
  eventId: string,
): Promise<IssuedInvoice> {
  const { id, customerId, currency, projectId, cpoId, grossMinor } = draft;
  const party = assertNamed(seller);
  const buyer = await findBuyer(tx, customerId);
  const number = {
    legalEntity: draft.legalEntity,
    kind: 'INV' as const,
    ...chooseIssueDate(issueDate, today),
  };
  const [saved] = await tx.query<SavedInvoice>(issueStatement, [
    ...numberValues(number),
    id,
    buyer.paymentTermsDays,
    now,
    party,
    buyer.party,
    postingValue({
      ...{ kind: 'INVOICE', documentId: id, invoiceId: id, customerId, currency, eventId },
      lines: postInvoice(draft),
    }),
    ledgerValue(projectId === null ? [] : [{ projectId, invoicedMinor: grossMinor }]),
    projectId,
    draft.cpoVersionNo,
    drawValue(cpoId === null ? [] : [{ cpoId, invoicedMinor: grossMinor }]),
  ]);
  if (!saved) throw await whyNotIssued(tx, number);
  const { subject, ...fixed } = saved;
  assertPrintable([
    ...lineTexts(draft.lines),
    ...partyTexts('/buyer', 'customer', buyer.party),
    { pointer: '/exemptionReason', name: 'The reason for no tax', text: draft.exemptionReason },
    ...subjectTexts(subject),
    ...partyTexts('/seller', 'seller', party),
  ]);
  return {
    ...draft,
    ...fixed,
    status: 'ISSUED',
    followsMilestone: false,
    version: draft.version + 1,
    issuedAt: now,
    seller: party,
    buyer: buyer.party,
    updatedAt: now,
  };
}
