import type { Tx } from '@closeout/service-kit/db';
import { findInvoices, invoiceJson, toInvoice, type InvoiceRow } from '../invoices/invoiceStore.js';
import type { Invoice } from '../invoices/invoice.js';
import { lockedCpoJson } from '../cpos/lockedCpoJson.js';
import type { LockedCpo } from '../cpos/pinnedCpo.js';
import type { LockedLedger } from '../projects/ledger.js';
import { findReceipts, receiptJson, toReceipt, type ReceiptRow } from '../receipts/receiptStore.js';
import type { Receipt } from '../receipts/receipt.js';
import { ChangedMeanwhile } from './changedMeanwhile.js';

export interface Locked {
  invoices: Map<string, Invoice>;
  receipts: Map<string, Receipt>;
  /** The orders that invoices are pinned to, and those of the projects: their figures change with the projects'. */
  cpos: Map<string, LockedCpo>;
  ledgers: LockedLedger[];
}

/**
 * Every transaction that issues, credits, reverses or allocates takes its locks here and in this order, so that no two can wait
 * for each other: invoices by id, receipts by id, customers' orders by id, ledgers of their projects by id; then, in the statement that writes, the
 * series. Whoever changes an order takes the last two in the same order (cpos/lockCpos.ts), after a quote, if there is one.
 * All in one statement: each part reads the one before it, which is what orders them, and takes its rows one by one in the order
 * of their ids. (Joined in any other way, PostgreSQL would choose by table sizes, and a plan that it made for small tables stays.)
 *
 * A statement sees rows that it had to wait for as they are now, but everything beside them (lines, allocations) as it was when
 * the statement began. So each row tells the version that it had then; when it is another by now, the rows, which are held and
 * change no more, are read again. Only when they have come to refer to something that is not held does the transaction begin anew.
 */
const lockStatement = (invoiceIds: string, receiptIds: string): string => `
  WITH wanted_invoice AS MATERIALIZED (
    SELECT DISTINCT w.id FROM (${invoiceIds}) AS w (id) ORDER BY w.id
  ), locked_invoice AS MATERIALIZED (
    SELECT i.* FROM wanted_invoice w
    CROSS JOIN LATERAL (SELECT * FROM invoice WHERE invoice.id = w.id FOR NO KEY UPDATE) AS i
  ), wanted_receipt AS MATERIALIZED (
    SELECT DISTINCT w.id FROM (${receiptIds}) AS w (id) WHERE (SELECT count(*) FROM locked_invoice) >= 0 ORDER BY w.id
  ), locked_receipt AS MATERIALIZED (
    SELECT r.* FROM wanted_receipt w
    CROSS JOIN LATERAL (SELECT * FROM receipt WHERE receipt.id = w.id FOR NO KEY UPDATE) AS r
  ), wanted_project AS MATERIALIZED (
    SELECT project_id AS id FROM locked_invoice UNION SELECT project_id FROM locked_receipt
  ), wanted_cpo AS MATERIALIZED (
    SELECT cpo_id AS id FROM locked_invoice WHERE cpo_id IS NOT NULL
    UNION SELECT c.id FROM wanted_project p
      CROSS JOIN LATERAL (SELECT id FROM cpo WHERE cpo.project_id = p.id AND cpo.status <> 'CANCELLED' OFFSET 0) AS c
    ORDER BY id
  ), locked_cpo AS MATERIALIZED (
    SELECT c.* FROM wanted_cpo w
    CROSS JOIN LATERAL (SELECT * FROM cpo WHERE cpo.id = w.id FOR NO KEY UPDATE) AS c
  ), wanted_ledger AS MATERIALIZED (
    SELECT id FROM wanted_project UNION SELECT project_id FROM locked_cpo ORDER BY id
  ), locked_ledger AS MATERIALIZED (
    SELECT l.* FROM wanted_ledger w
    CROSS JOIN LATERAL (SELECT * FROM project_ledger WHERE project_id = w.id FOR NO KEY UPDATE) AS l
  )
  SELECT
    (SELECT jsonb_agg(jsonb_build_object('projectId', l.project_id, 'status', l.status, 'closureId', l.closure_id)) FROM locked_ledger l) AS ledgers,
    (SELECT jsonb_agg(jsonb_build_object(${lockedCpoJson('c')})) FROM locked_cpo c) AS cpos,
    (SELECT jsonb_agg(${receiptJson('r')} || jsonb_build_object('versionSeen', (SELECT s.version FROM receipt s WHERE s.id = r.id)))
     FROM locked_receipt r) AS receipts,
    (SELECT jsonb_agg(${invoiceJson('i')} || jsonb_build_object('versionSeen', (SELECT s.version FROM invoice s WHERE s.id = i.id)))
     FROM locked_invoice i) AS invoices`;

/** An invoice, the receipts that ever settled it, and the ledgers of all their projects. */
const byInvoice = lockStatement(
  'SELECT $1::uuid',
  'SELECT receipt_id FROM receipt_allocation WHERE invoice_id = $1::uuid',
);

const ownInvoices = `
   SELECT (p ->> 'invoiceId')::uuid FROM receipt, jsonb_array_elements(plan) AS p WHERE receipt.id = $1::uuid
   UNION SELECT invoice_id FROM receipt_allocation WHERE receipt_id = $1::uuid`;

/** A receipt, the invoices that it settles or is meant to settle, and the ledgers of all their projects. */
const byReceipt = lockStatement(ownInvoices, 'SELECT $1::uuid');

/** The same, with one more invoice. (Not a list of further ones: PostgreSQL would plan it anew each time.) */
const byReceiptAndInvoice = lockStatement(`${ownInvoices} UNION SELECT $2::uuid`, 'SELECT $1::uuid');

/** What is settled in one go: a project with its money, an invoice with what there is for it, what is left of a receipt. */
export type Settleable = 'project' | 'project with credit' | 'invoice' | 'receipt';

const maxSettled = 200;
const oldestInvoices = (from: string): string =>
  `SELECT id FROM (SELECT i.id FROM ${from} AND i.payment_status IN ('UNPAID', 'PARTIALLY_PAID')
     ORDER BY i.document_date, i.id LIMIT ${maxSettled}) AS due`;
const oldestReceipts = (from: string): string =>
  `SELECT id FROM (SELECT r.id FROM ${from} ORDER BY r.payment_date, r.id LIMIT ${maxSettled}) AS spare`;

/** SQL: receipts with money that is tied to project $1. */
export const tiedReceipts = oldestReceipts('receipt r WHERE r.project_id = $1::uuid AND r.tied_minor > 0');
const hasCredit = `r.status = 'ISSUED' AND r.allocated_minor + r.refunded_minor < r.amount_minor
  AND (r.project_id IS NULL OR r.free_minor > 0)`;
/** SQL: receipts with credit of the customer of project $1. */
export const creditReceipts = oldestReceipts(
  `project_replica p JOIN receipt r ON r.customer_id = p.customer_id AND r.currency = p.currency
   WHERE p.project_id = $1::uuid AND ${hasCredit}`,
);

const toSettle: Record<Settleable, string> = {
  project: lockStatement(oldestInvoices('invoice i WHERE i.project_id = $1::uuid'), tiedReceipts),
  'project with credit': lockStatement(
    oldestInvoices('invoice i WHERE i.project_id = $1::uuid'),
    `${tiedReceipts} UNION ${creditReceipts}`,
  ),
  invoice: lockStatement(
    'SELECT $1::uuid',
    `${oldestReceipts('invoice i JOIN receipt r ON r.project_id = i.project_id WHERE i.id = $1::uuid AND r.tied_minor > 0')}
     UNION ${oldestReceipts(`invoice i JOIN receipt r ON r.customer_id = i.customer_id AND r.currency = i.currency
       WHERE i.id = $1::uuid AND ${hasCredit}`)}`,
  ),
  receipt: lockStatement(
    `${oldestInvoices('receipt r JOIN invoice i ON i.project_id = r.project_id WHERE r.id = $1::uuid')}
     UNION ${oldestInvoices(`receipt r JOIN invoice i ON i.customer_id = r.customer_id AND i.currency = r.currency
       WHERE r.id = $1::uuid AND r.project_id IS NULL`)}`,
    `SELECT $1::uuid
     UNION ${oldestReceipts(`receipt own JOIN receipt r ON r.customer_id = own.customer_id AND r.currency = own.currency
       WHERE own.id = $1::uuid AND r.tied_minor > 0 AND (own.project_id IS NULL OR r.project_id = own.project_id)`)}`,
  ),
};

/** What can be settled now, and what with; at most two hundred of each. What comes to be so while it waits is left for the next time. */
export async function lockToSettle(tx: Tx, what: Settleable, id: string): Promise<Locked> {
  const { stale, ...locked } = await lock(tx, toSettle[what], [id]);
  return stale ? readAgain(tx, locked) : locked;
}

export async function lockByInvoice(tx: Tx, invoiceId: string): Promise<Locked> {
  const { stale, ...locked } = await lock(tx, byInvoice, [invoiceId]);
  if (!stale) return locked;
  const settling = await tx.query<{ id: string }>(
    'SELECT DISTINCT receipt_id AS id FROM receipt_allocation WHERE invoice_id = $1',
    [invoiceId],
  );
  if (settling.some(({ id }) => !locked.receipts.has(id))) throw new ChangedMeanwhile(`invoice ${invoiceId}`);
  return readAgain(tx, locked);
}

export const lockByReceipt = (tx: Tx, receiptId: string): Promise<Locked> =>
  lockWhole(tx, receiptId, byReceipt, [receiptId]);

export const lockByReceiptAndInvoice = (tx: Tx, receiptId: string, invoiceId: string): Promise<Locked> =>
  lockWhole(tx, receiptId, byReceiptAndInvoice, [receiptId, invoiceId]);

/** A receipt with all the invoices that it refers to. */
async function lockWhole(
  tx: Tx,
  receiptId: string,
  statement: string,
  values: readonly string[],
): Promise<Locked> {
  const { stale, ...held } = await lock(tx, statement, values);
  if (!stale) return held;
  const locked = await readAgain(tx, held);
  const { allocations = [] } = locked.receipts.get(receiptId) ?? {};
  if (allocations.some(({ invoiceId }) => !locked.invoices.has(invoiceId)))
    throw new ChangedMeanwhile(`receipt ${receiptId}`);
  return locked;
}

type Seen<Row> = Row & { versionSeen: number };

async function lock(
  tx: Tx,
  statement: string,
  values: readonly string[],
): Promise<Locked & { stale: boolean }> {
  const [row] = await tx.query<{
    invoices: Seen<InvoiceRow>[] | null;
    receipts: Seen<ReceiptRow>[] | null;
    cpos: LockedCpo[] | null;
    ledgers: LockedLedger[] | null;
  }>(statement, values);
  const [invoices, receipts] = [row?.invoices ?? [], row?.receipts ?? []];
  return {
    stale: [...invoices, ...receipts].some((each) => each.version !== each.versionSeen),
    invoices: new Map(
      invoices.map(({ versionSeen, ...invoice }) => [invoice.id, toInvoice(invoice as InvoiceRow)]),
    ),
    receipts: new Map(
      receipts.map(({ versionSeen, ...receipt }) => [receipt.id, toReceipt(receipt as ReceiptRow)]),
    ),
    cpos: new Map((row?.cpos ?? []).map((cpo) => [cpo.id, cpo])),
    ledgers: row?.ledgers ?? [],
  };
}

async function readAgain(tx: Tx, { invoices, receipts, ...held }: Locked): Promise<Locked> {
  return {
    invoices: await findInvoices(tx, [...invoices.keys()]),
    receipts: await findReceipts(tx, [...receipts.keys()]),
    ...held,
  };
}
