import {
  fromMinor,
  plainDecimal,
  toMinor,
  type Consequences,
  type CreditNote,
  type Invoice,
  type JournalLine,
  type Receipt,
  type Settling,
  type Refund,
} from '@closeout/contracts';
import type { Tx } from '@closeout/service-kit';
import { findInvoiceWarnings } from '../invoices/invoiceWarnings.js';
import { findReceiptWarnings } from '../receipts/receiptWarnings.js';

/** What issuing an invoice does, for a dry run. */
export async function ofIssuedInvoice(
  tx: Tx,
  { id, number, totals, currency, projectId, milestoneId, cpoId, status }: Invoice,
  subjects: readonly string[],
): Promise<Consequences> {
  const wanted = {
    id,
    projectId,
    milestoneId,
    cpoId,
    status,
    currency,
    grossMinor: toMinor(totals.gross, currency),
  };
  return {
    warnings: await findInvoiceWarnings(tx, wanted),
    statusChanges: [{ recordKind: 'INVOICE', recordId: id, from: 'DRAFT', to: 'ISSUED' }],
    documents: [{ kind: 'INVOICE', id, number: number ?? '', amount: totals.gross, currency }],
    journalLines: await linesOfThisTransaction(tx, subjects),
  };
}

export async function ofCreditNote(
  tx: Tx,
  { id, number, totals, currency }: Pick<CreditNote, 'id' | 'number' | 'totals' | 'currency'>,
  subjects: readonly string[],
): Promise<Consequences> {
  return {
    statusChanges: [],
    documents: [{ kind: 'CREDIT_NOTE', id, number, amount: totals.gross, currency }],
    journalLines: await linesOfThisTransaction(tx, subjects),
  };
}

export async function ofIssuedReceipt(
  tx: Tx,
  { id, number, amount, currency, customerId, reference }: Receipt,
  subjects: readonly string[],
): Promise<Consequences> {
  const wanted = { id, customerId, currency, reference, amountMinor: toMinor(amount, currency) };
  return {
    warnings: await findReceiptWarnings(tx, wanted),
    statusChanges: [{ recordKind: 'RECEIPT', recordId: id, from: 'DRAFT', to: 'ISSUED' }],
    documents: [{ kind: 'RECEIPT', id, number: number ?? '', amount, currency }],
    journalLines: await linesOfThisTransaction(tx, subjects),
  };
}

export async function ofReversal(
  tx: Tx,
  { id, amount, currency, reversal }: Pick<Receipt, 'id' | 'amount' | 'currency' | 'reversal'>,
  subjects: readonly string[],
): Promise<Consequences> {
  return {
    statusChanges: [{ recordKind: 'RECEIPT', recordId: id, from: 'ISSUED', to: 'REVERSED' }],
    documents: [{ kind: 'REVERSAL', id, number: reversal?.number ?? '', amount, currency }],
    journalLines: await linesOfThisTransaction(tx, subjects),
  };
}

export async function ofRefund(
  tx: Tx,
  { id, number, amount, currency }: Pick<Refund, 'id' | 'number' | 'amount' | 'currency'>,
  subjects: readonly string[],
): Promise<Consequences> {
  return {
    statusChanges: [],
    documents: [{ kind: 'REFUND', id, number, amount, currency }],
    journalLines: await linesOfThisTransaction(tx, subjects),
  };
}

/** Money moves between two pots of one receipt: no document, only its journal lines. */
export async function ofRelease(tx: Tx, { id }: Pick<Receipt, 'id'>): Promise<Consequences> {
  const releases = await tx.query<{ id: string }>(
    'SELECT id FROM receipt_release WHERE receipt_id = $1 AND xmin = pg_current_xact_id()::xid',
    [id],
  );
  const journalLines = await linesOfThisTransaction(
    tx,
    releases.map((release) => release.id),
  );
  return { statusChanges: [], documents: [], journalLines };
}

export async function ofSettling(tx: Tx, { allocations }: Settling): Promise<Consequences> {
  const journalLines = await linesOfThisTransaction(
    tx,
    allocations.map(({ id }) => id),
  );
  return { statusChanges: [], documents: [], journalLines };
}

type PlannedLine = Pick<JournalLine, 'account' | 'debit' | 'credit' | 'currency' | 'taxRate'>;
interface Row extends Omit<PlannedLine, 'debit' | 'credit'> {
  debit: bigint;
  credit: bigint;
}

/** Only lines that nobody else has seen yet carry this transaction's id. */
async function linesOfThisTransaction(tx: Tx, documentIds: readonly string[]): Promise<PlannedLine[]> {
  const rows = await tx.query<Row>(
    `SELECT account, debit_minor AS debit, credit_minor AS credit, currency, tax_rate AS "taxRate" FROM journal_line
     WHERE document_id = ANY ($1::uuid[]) AND xmin = pg_current_xact_id()::xid ORDER BY id`,
    [documentIds],
  );
  return rows.map((row) => ({
    ...row,
    debit: fromMinor(row.debit, row.currency),
    credit: fromMinor(row.credit, row.currency),
    taxRate: row.taxRate === null ? null : plainDecimal(row.taxRate),
  }));
}
