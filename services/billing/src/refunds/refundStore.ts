import type { Tx } from '@closeout/service-kit/db';
import { buyerSql, subjectSql } from '../documents/printed.js';
import { numberValues, takenCte, type NumberRequest } from '../documents/takeNumber.js';
import { journalCte, postingValue } from '../journal/journalStore.js';
import { postRefund } from '../journal/posting.js';
import type { LedgerChange } from '../projects/ledger.js';
import { ledgerCte, ledgerValue } from '../projects/ledgerStore.js';
import type { Refund } from './refund.js';

/** The refund, its receipt's money, the ledger, the journal: one statement. */
const issueStatement = `
  WITH ${takenCte}, issued AS (
    INSERT INTO refund (id, legal_entity, number, receipt_id, customer_id, currency, project_id, milestone_id, amount_minor,
      from_free_minor, refund_date, method, reason, issue_date, issued_at, seller, buyer, subject)
    SELECT $6::uuid, $1, taken.number, r.id, r.customer_id, r.currency, r.project_id, r.milestone_id, $8::bigint,
      $9::bigint, $10::date, $11, $12, taken.issue_date, $13::timestamptz, $14::jsonb, ${buyerSql('c')},
      ${subjectSql('r.project_id', 'r.milestone_id')}
    FROM taken, receipt r, customer c WHERE r.id = $7::uuid AND c.id = r.customer_id
    RETURNING number, issue_date AS "issueDate", buyer
  ), paid_back AS (
    UPDATE receipt SET refunded_minor = refunded_minor + $8::bigint, version = version + 1, updated_at = $13::timestamptz,
      free_minor = CASE WHEN project_id IS NULL THEN 0 ELSE free_minor - $9::bigint END
    WHERE id = $7::uuid
  ), ${journalCte(15)}, ${ledgerCte(16)}
  SELECT issued.* FROM issued, numbered`;

export interface RefundToSave {
  draft: Omit<Refund, 'number' | 'issueDate' | 'buyer'>;
  number: NumberRequest;
  ledger: readonly LedgerChange[];
  /** Of the event that will tell of it. */
  eventId: string;
}

/** @returns null when no number was taken, or the period is locked */
export async function saveRefund(
  tx: Tx,
  { draft, number, ledger, eventId }: RefundToSave,
): Promise<Refund | null> {
  const { id, receiptId, customerId, currency, amountMinor, fromFreeMinor, issuedAt, seller } = draft;
  const [fixed] = await tx.query<Pick<Refund, 'number' | 'issueDate' | 'buyer'>>(issueStatement, [
    ...numberValues(number),
    ...[id, receiptId, amountMinor, fromFreeMinor, draft.refundDate, draft.method, draft.reason],
    issuedAt,
    JSON.stringify(seller),
    postingValue({
      ...{ kind: 'REFUND', documentId: id, refundId: id, receiptId, valueDate: draft.refundDate },
      ...{ customerId, currency, eventId },
      lines: postRefund(draft),
    }),
    ledgerValue(ledger),
  ]);
  return fixed ? { ...draft, ...fixed } : null;
}

export interface RefundRow extends Omit<Refund, 'amountMinor' | 'fromFreeMinor' | 'issuedAt'> {
  amountMinor: string;
  fromFreeMinor: string;
  issuedAt: string;
}

/** SQL of one refund, whole, as jsonb; `f` is an alias of refund. */
export const refundJson = (f: string): string => `(
  SELECT jsonb_build_object(
    'id', ${f}.id, 'version', ${f}.version, 'legalEntity', ${f}.legal_entity, 'number', ${f}.number, 'receiptId', ${f}.receipt_id,
    'receiptNumber', r.number, 'paymentDate', r.payment_date, 'customerId', ${f}.customer_id, 'customerName', c.name, 'securityLevel', c.security_level,
    'projectId', ${f}.project_id, 'milestoneId', ${f}.milestone_id, 'currency', ${f}.currency,
    'amountMinor', ${f}.amount_minor::text, 'fromFreeMinor', ${f}.from_free_minor::text, 'refundDate', ${f}.refund_date,
    'method', ${f}.method, 'reason', ${f}.reason, 'issueDate', ${f}.issue_date, 'issuedAt', ${f}.issued_at,
    'seller', ${f}.seller, 'buyer', ${f}.buyer)
  FROM receipt r, customer c WHERE r.id = ${f}.receipt_id AND c.id = ${f}.customer_id)`;

export function toRefund(row: RefundRow): Refund {
  return {
    ...row,
    amountMinor: BigInt(row.amountMinor),
    fromFreeMinor: BigInt(row.fromFreeMinor),
    issuedAt: new Date(row.issuedAt),
  };
}

export async function findRefund(tx: Pick<Tx, 'query'>, id: string): Promise<Refund | null> {
  const [found] = await tx.query<{ refund: RefundRow }>(
    `SELECT ${refundJson('f')} AS refund FROM refund f WHERE f.id = $1`,
    [id],
  );
  return found ? toRefund(found.refund) : null;
}
