import type { Database, Tx } from '@closeout/service-kit/db';
import { creditReceipts, tiedReceipts } from '../documents/lockDocuments.js';
import type { Elsewhere, OpenInvoice, ProjectFigures, SpareReceipt } from './figures.js';

export type Unsettled = Pick<ProjectFigures, 'openInvoices' | 'spareReceipts' | 'elsewhere'>;

/** A report is read by people and sent as an event: who has settled so many is told of the next. */
const most = 200;

/** What of a project is not settled, the oldest first. */
export async function findUnsettled(
  tx: Pick<Tx, 'query'> | Pick<Database, 'query'>,
  projectId: string,
): Promise<Unsettled> {
  const openInvoices = await tx.query<OpenInvoice>(
    `SELECT id AS "invoiceId", number, milestone_id AS "milestoneId", gross_minor - credited_minor AS "billedMinor",
       paid_minor AS "paidMinor"
     FROM invoice WHERE project_id = $1 AND payment_status IN ('UNPAID', 'PARTIALLY_PAID')
     ORDER BY document_date, id LIMIT ${most}`,
    [projectId],
  );
  const spareReceipts = await tx.query<SpareReceipt>(
    `SELECT r.id AS "receiptId", number, milestone_id AS "milestoneId",
       CASE WHEN project_id = $1 THEN tied_minor ELSE 0 END AS "tiedMinor",
       CASE WHEN project_id IS NULL THEN amount_minor - allocated_minor - refunded_minor ELSE free_minor END AS "freeMinor"
     FROM (${openInvoices.length > 0 ? `${tiedReceipts} UNION ${creditReceipts}` : tiedReceipts}) AS spare JOIN receipt r USING (id)
     ORDER BY payment_date, r.id`,
    [projectId],
  );
  const elsewhere = await tx.query<Elsewhere>(
    `SELECT receipt_id AS "receiptId", receipt_number AS "receiptNumber", invoice_number AS "invoiceNumber", amount_minor AS "amountMinor"
     FROM allocated_elsewhere WHERE project_id = $1 ORDER BY receipt_number, invoice_number LIMIT ${most}`,
    [projectId],
  );
  return { openInvoices, spareReceipts, elsewhere };
}
