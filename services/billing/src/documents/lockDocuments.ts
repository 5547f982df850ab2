import type { Tx } from '@closeout/service-kit';
import { invoiceJson, toInvoice, type InvoiceRow } from '../invoices/invoiceStore.js';
import type { Invoice } from '../invoices/invoice.js';
import type { LockedLedger } from '../projects/ledger.js';
import { receiptJson, toReceipt, type ReceiptRow } from '../receipts/receiptStore.js';
import type { Receipt } from '../receipts/receipt.js';
import { ChangedMeanwhile } from './changedMeanwhile.js';

export interface Locked {
  invoices: Map<string, Invoice>;
  receipts: Map<string, Receipt>;
  ledgers: LockedLedger[];
}

/**
 * Every transaction that issues, credits, reverses or allocates takes its locks here and in this order, so that no two can wait
 * for each other: invoices by id, receipts by id, ledgers of their projects by id; then, in the statement that writes, the series.
 * All in one statement: each part reads the one before it, which is what orders them.
 *
 * A statement sees rows that it had to wait for as they are now, but everything beside them (lines, allocations) as it was when
 * the statement began. So each row tells the version that it had then; when it is another by now, the transaction begins anew.
 */
const lockStatement = (invoiceIds: string, receiptIds: string): string => `
  WITH locked_invoice AS MATERIALIZED (
    SELECT * FROM invoice WHERE id IN (${invoiceIds}) ORDER BY id FOR NO KEY UPDATE
  ), locked_receipt AS MATERIALIZED (
    SELECT * FROM receipt WHERE id IN (${receiptIds}) AND (SELECT count(*) FROM locked_invoice) >= 0
    ORDER BY id FOR NO KEY UPDATE
  ), locked_ledger AS MATERIALIZED (
    SELECT * FROM project_ledger
    WHERE project_id IN (SELECT project_id FROM locked_invoice UNION ALL SELECT project_id FROM locked_receipt)
    ORDER BY project_id FOR NO KEY UPDATE
  )
  SELECT
    (SELECT jsonb_agg(jsonb_build_object('projectId', l.project_id, 'status', l.status)) FROM locked_ledger l) AS ledgers,
    (SELECT jsonb_agg(${receiptJson('r')} || jsonb_build_object('versionSeen', (SELECT s.version FROM receipt s WHERE s.id = r.id)))
     FROM locked_receipt r) AS receipts,
    (SELECT jsonb_agg(${invoiceJson('i')} || jsonb_build_object('versionSeen', (SELECT s.version FROM invoice s WHERE s.id = i.id)))
     FROM locked_invoice i) AS invoices`;

/** An invoice, the issued receipts that settle it, and the ledgers of all their projects. */
const byInvoice = lockStatement(
  'SELECT $1::uuid',
  `SELECT a.receipt_id FROM receipt_allocation a JOIN receipt r ON r.id = a.receipt_id
   WHERE a.invoice_id = $1::uuid AND r.status = 'ISSUED'`,
);

/** A receipt, the invoices that it settles or is meant to settle ($2: further ones), and the ledgers of all their projects. */
const byReceipt = lockStatement(
  `SELECT (p ->> 'invoiceId')::uuid FROM receipt, jsonb_array_elements(plan) AS p WHERE receipt.id = $1::uuid
   UNION SELECT invoice_id FROM receipt_allocation WHERE receipt_id = $1::uuid
   UNION SELECT unnest($2::uuid[])`,
  'SELECT $1::uuid',
);

export const lockByInvoice = (tx: Tx, invoiceId: string): Promise<Locked> => lock(tx, byInvoice, [invoiceId]);

export const lockByReceipt = (
  tx: Tx,
  receiptId: string,
  furtherInvoices: readonly string[] = [],
): Promise<Locked> => lock(tx, byReceipt, [receiptId, furtherInvoices]);

type Seen<Row> = Row & { versionSeen: number };

async function lock(tx: Tx, statement: string, values: readonly unknown[]): Promise<Locked> {
  const [row] = await tx.query<{
    invoices: Seen<InvoiceRow>[] | null;
    receipts: Seen<ReceiptRow>[] | null;
    ledgers: LockedLedger[] | null;
  }>(statement, values);
  return {
    invoices: new Map((row?.invoices ?? []).map((each) => [each.id, toInvoice(asSeen(each))])),
    receipts: new Map((row?.receipts ?? []).map((each) => [each.id, toReceipt(asSeen(each))])),
    ledgers: row?.ledgers ?? [],
  };
}

function asSeen<Row extends { id: string; version: number }>({ versionSeen, ...row }: Seen<Row>): Row {
  if (versionSeen !== row.version) throw new ChangedMeanwhile(`document ${row.id}`);
  return row as unknown as Row;
}
