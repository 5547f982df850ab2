import type { Consequences } from '@closeout/contracts/http';
import type { CreditNote, Invoice, JournalLine, Receipt, Refund } from '@closeout/contracts/http/billing';
import { fromMinor, plainDecimal, toMinor } from '@closeout/contracts/money';
import type { Tx } from '@closeout/service-kit/db';
import { namedRecord } from '@closeout/contracts/records';
import { findInvoiceWarnings } from '../invoices/invoiceWarnings.js';
import { missingOf } from '../invoices/missing.js';
import { findReceiptWarnings } from '../receipts/receiptWarnings.js';

/** What issuing an invoice does, for a dry run. */
export async function ofIssuedInvoice(tx: Tx, invoice: Invoice): Promise<Consequences> {
  const { id, number, totals, currency, projectId, milestoneId, cpoId, status, buyer, seller } = invoice;
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
    missing: buyer ? missingOf(invoice, buyer, seller) : [],
    statusChanges: [{ ...namedRecord('invoice', id), from: 'DRAFT', to: 'ISSUED' }],
    documents: [{ kind: 'INVOICE', id, number: number ?? '', amount: totals.gross, currency }],
    journalLines: await linesOfThisTransaction(tx),
  };
}

export async function ofCreditNote(
  tx: Tx,
  { id, number, totals, currency }: Pick<CreditNote, 'id' | 'number' | 'totals' | 'currency'>,
): Promise<Consequences> {
  return {
    statusChanges: [],
    documents: [{ kind: 'CREDIT_NOTE', id, number, amount: totals.gross, currency }],
    journalLines: await linesOfThisTransaction(tx),
  };
}

export async function ofIssuedReceipt(
  tx: Tx,
  { id, status, number, amount, currency, customerId, reference, milestoneId }: Receipt,
): Promise<Consequences> {
  const wanted = {
    ...{ id, status, customerId, currency, reference, milestoneId },
    amountMinor: toMinor(amount, currency),
  };
  return {
    warnings: await findReceiptWarnings(tx, wanted),
    statusChanges: [{ ...namedRecord('receipt', id), from: 'DRAFT', to: 'ISSUED' }],
    documents: [{ kind: 'RECEIPT', id, number: number ?? '', amount, currency }],
    journalLines: await linesOfThisTransaction(tx),
  };
}

export async function ofReversal(
  tx: Tx,
  { id, amount, currency, reversal }: Pick<Receipt, 'id' | 'amount' | 'currency' | 'reversal'>,
): Promise<Consequences> {
  return {
    statusChanges: [{ ...namedRecord('receipt', id), from: 'ISSUED', to: 'REVERSED' }],
    documents: [{ kind: 'REVERSAL', id, number: reversal?.number ?? '', amount, currency }],
    journalLines: await linesOfThisTransaction(tx),
  };
}

export async function ofRefund(
  tx: Tx,
  { id, number, amount, currency }: Pick<Refund, 'id' | 'number' | 'amount' | 'currency'>,
): Promise<Consequences> {
  return {
    statusChanges: [],
    documents: [{ kind: 'REFUND', id, number, amount, currency }],
    journalLines: await linesOfThisTransaction(tx),
  };
}

/** Money moves between two pots of one receipt, or settles invoices: no document, only its journal lines. */
export async function ofMovedMoney(tx: Tx): Promise<Consequences> {
  return { statusChanges: [], documents: [], journalLines: await linesOfThisTransaction(tx) };
}

type PlannedLine = Pick<JournalLine, 'account' | 'debit' | 'credit' | 'currency' | 'taxRate'>;
interface Row extends Omit<PlannedLine, 'debit' | 'credit'> {
  debit: bigint;
  credit: bigint;
}

/**
 * All that this transaction posted, whatever documents it is of. It holds the journal since its first posting: its lines are the last,
 * and only they carry its id.
 */
async function linesOfThisTransaction(tx: Tx): Promise<PlannedLine[]> {
  const rows = await tx.query<Row>(
    `SELECT account, debit_minor AS debit, credit_minor AS credit, currency, tax_rate AS "taxRate" FROM journal_line
     WHERE no > coalesce((
       SELECT no FROM journal_line WHERE xmin <> pg_current_xact_id()::xid ORDER BY no DESC LIMIT 1
     ), 0) ORDER BY no`,
  );
  return rows.map((row) => ({
    ...row,
    debit: fromMinor(row.debit, row.currency),
    credit: fromMinor(row.credit, row.currency),
    taxRate: row.taxRate === null ? null : plainDecimal(row.taxRate),
  }));
}
