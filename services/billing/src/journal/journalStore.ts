import type { JournalLine } from '@closeout/contracts/http/billing';
import type { Minor } from '@closeout/contracts/money';
import { newId, type Tx } from '@closeout/service-kit/db';
import type { PostingLine } from './posting.js';

export interface Posting {
  kind: JournalLine['documentKind'];
  documentId: string;
  customerId: string;
  currency: string;
  lines: readonly PostingLine[];
  /** The event that tells of it, and the documents that it is about: of all lines, unless one says another. */
  eventId: string;
  receiptId?: string;
  invoiceId?: string;
  creditNoteId?: string;
  refundId?: string;
  /** When the money moved, where it is not the day of posting. */
  valueDate?: string;
}

/**
 * A part of the statement that issues a document: inserts its journal lines, dated by `taken`. They take the journal's next numbers,
 * which are held until commit: that is why this is the last that is locked, after the series. In a locked period `numbered` is
 * empty and nothing is posted: the statement has to read it, and whoever sends it to ask `whyNotIssued`.
 * @param at the number of the statement's parameter that is `postingValue`
 */
export const journalCte = (at: number): string => `
  numbered AS (
    UPDATE journal SET last_no = last_no + jsonb_array_length($${at}::jsonb) FROM taken
    WHERE locked_through IS NULL OR locked_through < taken.issue_date
    RETURNING last_no - jsonb_array_length($${at}::jsonb) AS before
  ), posted AS (
    INSERT INTO journal_line (id, no, entry_id, entry_date, value_date, document_kind, document_id, document_number, account, debit_minor,
      credit_minor, currency, tax_rate, customer_id, project_id, milestone_id, receipt_id, invoice_id, credit_note_id, refund_id, event_id)
    SELECT l.id, numbered.before + l.place, l."entryId", taken.issue_date, coalesce(l."valueDate", taken.issue_date), l.kind,
      l."documentId", taken.number, l.account, l.debit, l.credit, l.currency, l."taxRate", l."customerId", l."projectId",
      l."milestoneId", l."receiptId", l."invoiceId", l."creditNoteId", l."refundId", l."eventId"
    FROM taken, numbered, jsonb_to_recordset($${at}::jsonb) AS l (id uuid, place int, "entryId" uuid, kind text, "documentId" uuid,
      account text, debit bigint, credit bigint, currency text, "taxRate" numeric, "customerId" uuid, "projectId" uuid,
      "milestoneId" uuid, "receiptId" uuid, "invoiceId" uuid, "creditNoteId" uuid, "refundId" uuid, "eventId" uuid, "valueDate" date)
  )`;

export function postingValue({ lines, ...posting }: Posting): string {
  const entryId = newId();
  return JSON.stringify(
    lines.map((line, index) => ({
      ...posting,
      ...line,
      receiptId: line.receiptId ?? posting.receiptId,
      invoiceId: line.invoiceId ?? posting.invoiceId,
      debit: line.debit.toString(),
      credit: line.credit.toString(),
      id: newId(),
      place: index + 1,
      entryId,
    })),
  );
}

/** What a receipt posted to the bank when it was issued, and for which project. */
export function findBanked(
  tx: Pick<Tx, 'query'>,
  receiptId: string,
): Promise<{ projectId: string | null; milestoneId: string | null; amountMinor: Minor }[]> {
  return tx.query(
    `SELECT project_id AS "projectId", milestone_id AS "milestoneId", debit_minor AS "amountMinor" FROM journal_line
     WHERE document_id = $1 AND document_kind = 'RECEIPT' AND account = 'BANK' ORDER BY id`,
    [receiptId],
  );
}
