import type { JournalLine, Minor } from '@closeout/contracts';
import { newId, type Tx } from '@closeout/service-kit';
import type { PostingLine } from './posting.js';

export interface Posting {
  kind: JournalLine['documentKind'];
  documentId: string;
  customerId: string;
  currency: string;
  lines: readonly PostingLine[];
}

/**
 * A part of the statement that issues a document: inserts its journal lines, dated and numbered by `taken`.
 * @param at the number of the statement's parameter that is `postingValue`
 */
export const journalCte = (at: number): string => `
  posted AS (
    INSERT INTO journal_line (id, entry_id, entry_date, document_kind, document_id, document_number, account, debit_minor,
      credit_minor, currency, tax_rate, customer_id, project_id, milestone_id)
    SELECT l.id, l."entryId", taken.issue_date, l.kind, l."documentId", taken.number, l.account, l.debit,
      l.credit, l.currency, l."taxRate", l."customerId", l."projectId", l."milestoneId"
    FROM taken, jsonb_to_recordset($${at}::jsonb) AS l (id uuid, "entryId" uuid, kind text, "documentId" uuid, account text,
      debit bigint, credit bigint, currency text, "taxRate" numeric, "customerId" uuid, "projectId" uuid, "milestoneId" uuid)
  )`;

export function postingValue({ kind, documentId, customerId, currency, lines }: Posting): string {
  const entryId = newId();
  return JSON.stringify(
    lines.map((line) => ({
      ...line,
      debit: line.debit.toString(),
      credit: line.credit.toString(),
      id: newId(),
      entryId,
      kind,
      documentId,
      customerId,
      currency,
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
