import type { Invoice as InvoiceAnswer, Warning } from '@closeout/contracts';
import type { Tx } from '@closeout/service-kit';
import type { Invoice } from './invoice.js';
import { invoiceAnswer } from './invoiceAnswer.js';
import { milestoneWarnings, type AskedMilestone } from './warnings.js';

type Asking = Pick<Invoice, 'id' | 'milestoneId' | 'currency' | 'grossMinor'>;

export async function findInvoiceWarnings(tx: Pick<Tx, 'query'>, invoice: Asking): Promise<Warning[]> {
  if (invoice.milestoneId === null) return [];
  const [milestone] = await tx.query<AskedMilestone>(
    `SELECT milestone_id AS id, label, removed, expected_minor AS "expectedMinor", (
       SELECT coalesce(sum(gross_minor - credited_minor), 0)::bigint FROM invoice
       WHERE milestone_id = $1 AND status = 'ISSUED' AND id <> $2) AS "invoicedMinor"
     FROM milestone_replica WHERE milestone_id = $1`,
    [invoice.milestoneId, invoice.id],
  );
  return milestone ? milestoneWarnings(invoice, milestone) : [];
}

/** An invoice as the API answers it; a draft with what should be looked at before it is issued. */
export async function warnedAnswer(tx: Pick<Tx, 'query'>, invoice: Invoice): Promise<InvoiceAnswer> {
  const answer = invoiceAnswer(invoice);
  if (invoice.status !== 'DRAFT') return answer;
  return { ...answer, warnings: await findInvoiceWarnings(tx, invoice) };
}
