import { billingEvents } from '@closeout/contracts/events/billing';
import type { Database, Tx } from '@closeout/service-kit/db';
import {
  lostBirths,
  lostVersions,
  sayRecordsLost,
  type LostEvent,
  type ResyncParts,
  type SeenNumber,
} from '@closeout/service-kit/messaging';
import { customerState, type Customer } from '../customers/customer.js';
import { isIssued } from '../invoices/invoice.js';
import { invoiceState } from '../invoices/invoiceAnswer.js';
import { findInvoice } from '../invoices/invoiceStore.js';
import { receiptState } from '../receipts/receiptAnswer.js';
import type { IssuedReceipt } from '../receipts/receipt.js';
import { findReceipt } from '../receipts/receiptStore.js';

/** What billing adds to a resync: numbers of documents, and what others know of customers and documents. */
export function resyncParts(db: Database, legalEntity: string): ResyncParts {
  return {
    /** Of projects that were told to us. */
    async numbersSeen(source) {
      if (source !== 'projects') return [];
      const rows = await db.query<{ year: string; last: bigint }>(
        `SELECT split_part(number, '-', 2) AS year, max(split_part(number, '-', 3)::bigint) AS last
          FROM project_replica WHERE number ~ '^PRJ-[0-9]{4}-[0-9]+$' GROUP BY 1`,
      );
      return rows.map(({ year, last }) => ({ series: 'PRJ', year: Number(year), last: Number(last) }));
    },
    raiseNumbers: (tx, numbers) => raiseNumbers(tx, legalEntity, numbers),
    restate,
  };
}

/** The numbers in between stay unused: whoever asks finds the reason in the audit log. */
async function raiseNumbers(tx: Tx, legalEntity: string, numbers: readonly SeenNumber[]): Promise<void> {
  for (const { series, year, last } of numbers) {
    if (series === 'PRJ') continue;
    await tx.query(
      `INSERT INTO number_series AS series (legal_entity, kind, year, last_no, last_date)
        VALUES ($1, $2, $3, $4, make_date($3, 1, 1))
        ON CONFLICT (legal_entity, kind, year) DO UPDATE SET last_no = greatest(series.last_no, excluded.last_no)`,
      [legalEntity, series, year, last],
    );
  }
}

/** Customers and documents of which others know a later version are said again, above it. */
async function restate(tx: Tx, lost: readonly LostEvent[]): Promise<void> {
  for (const [id, version] of lostVersions(lost)) {
    await restateCustomer(tx, id, version);
    await restateInvoice(tx, id, version);
    await restateReceipt(tx, id, version);
  }
  const births = Object.values(billingEvents)
    .map(({ type }) => type)
    .filter((type) => /-(created|issued)\.v\d+$/.test(type));
  const born = lostBirths(lost, births);
  const here = await tx.query<{ id: string }>(
    `SELECT id FROM customer WHERE id = ANY ($1)
      UNION ALL SELECT id FROM invoice WHERE id = ANY ($1) AND number IS NOT NULL
      UNION ALL SELECT id FROM credit_note WHERE id = ANY ($1)
      UNION ALL SELECT id FROM receipt WHERE id = ANY ($1) AND number IS NOT NULL
      UNION ALL SELECT id FROM refund WHERE id = ANY ($1)
      UNION ALL SELECT id FROM cpo WHERE id = ANY ($1)`,
    [born],
  );
  const gone = born.filter((id) => !here.some((row) => row.id === id));
  sayRecordsLost(tx, billingEvents.recordsLost, gone);
}

async function restateCustomer(tx: Tx, id: string, version: number): Promise<void> {
  const [customer] = await tx.query<Customer>(
    `UPDATE customer SET version = greatest(version, $2) + 1 WHERE id = $1
      RETURNING id, version, name, email, phone, vat_number AS "vatNumber", address, currency, payment_terms_days AS "paymentTermsDays",
        client_type AS "clientType", location, security_level AS "securityLevel", status, created_at AS "createdAt", updated_at AS "updatedAt"`,
    [id, version],
  );
  if (!customer) return;
  tx.emit(billingEvents.customerUpdated.draft(id, customer.version, customerState(customer)));
}

async function restateInvoice(tx: Tx, id: string, version: number): Promise<void> {
  await tx.query(
    'UPDATE invoice SET version = greatest(version, $2) + 1 WHERE id = $1 AND number IS NOT NULL',
    [id, version],
  );
  const invoice = await findInvoice(tx, id);
  if (!invoice || !isIssued(invoice)) return;
  tx.emit(billingEvents.invoiceBalanceChanged.draft(id, invoice.version, invoiceState(invoice)));
}

async function restateReceipt(tx: Tx, id: string, version: number): Promise<void> {
  await tx.query(
    'UPDATE receipt SET version = greatest(version, $2) + 1 WHERE id = $1 AND number IS NOT NULL',
    [id, version],
  );
  const receipt = await findReceipt(tx, id);
  if (!receipt || receipt.number === null) return;
  const state = receiptState(receipt as IssuedReceipt);
  tx.emit(billingEvents.receiptAllocationChanged.draft(id, receipt.version, state));
}
