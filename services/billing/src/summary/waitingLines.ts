import type { BillingWaitingCode } from '@closeout/contracts/http/billing';
import type { Permission } from '@closeout/contracts/permissions';
import { isLeftSql, leftSql } from '../receipts/leftSql.js';

export interface WaitingLine {
  /** Who may do what it waits for. */
  permission: Permission;
  table: 'invoice' | 'receipt' | 'cpo' | 'quote';
  /** Of a document `d`; $1 is today. */
  where: string;
  minor: string;
  /** Since when it waits. */
  since: string;
}

/**
 * The project of an order for whose mismatch nobody has to decide: it is finalized, or its sums agree, so that it can be closed
 * whichever of its orders the documents name.
 */
const closedOrAgreed = (order: string): string => `
  SELECT FROM project_ledger l WHERE l.project_id = ${order}.project_id AND (l.status = 'FINALIZED'
    OR (SELECT sum(CASE WHEN o.mismatch_status = 'ACCEPTED' THEN o.mismatch_invoiced_minor ELSE o.amount_minor END)
        FROM cpo o WHERE o.project_id = l.project_id AND o.status <> 'CANCELLED') = l.received_minor
      AND (l.invoiced_minor = l.received_minor
        OR NOT EXISTS (SELECT FROM invoice i WHERE i.project_id = l.project_id AND i.status = 'ISSUED')))`;

/** What can wait in billing, and for whom. */
export const waitingLines: Record<BillingWaitingCode, WaitingLine> = {
  'invoices-to-issue': {
    permission: 'invoices.issue',
    table: 'invoice',
    where: `d.status = 'DRAFT'`,
    minor: 'd.gross_minor',
    since: 'd.document_date',
  },
  'invoices-overdue': {
    permission: 'invoices.issue',
    table: 'invoice',
    where: `d.payment_status IN ('UNPAID', 'PARTIALLY_PAID') AND d.due_date < $1::date`,
    minor: '(d.gross_minor - d.credited_minor - d.paid_minor)',
    since: 'd.due_date',
  },
  'receipts-to-issue': {
    permission: 'receipts.issue',
    table: 'receipt',
    where: `d.status = 'DRAFT'`,
    minor: 'd.amount_minor',
    since: 'd.payment_date',
  },
  'receipts-to-allocate': {
    permission: 'receipts.issue',
    table: 'receipt',
    where: isLeftSql('d'),
    minor: leftSql('d'),
    since: 'd.payment_date',
  },
  'orders-to-decide': {
    permission: 'cpos.direction',
    table: 'cpo',
    where: `d.status = 'DIRECTION_PENDING'`,
    minor: 'd.amount_minor',
    since: 'd.updated_at::date',
  },
  'mismatches-to-report': {
    permission: 'cpos.manage',
    table: 'cpo',
    where: `d.mismatch_status = 'FOUND' AND NOT EXISTS (${closedOrAgreed('d')})`,
    minor: 'd.amount_minor',
    since: 'd.updated_at::date',
  },
  'quotes-to-send': {
    permission: 'quotes.manage',
    table: 'quote',
    where: `d.status = 'DRAFT'`,
    minor: 'd.gross_minor',
    since: 'd.document_date',
  },
  'quotes-unanswered': {
    permission: 'quotes.manage',
    table: 'quote',
    where: `d.status = 'SENT'`,
    minor: 'd.gross_minor',
    since: 'd.document_date',
  },
};
