import type { Warning } from '@closeout/contracts/http';
import type { Invoice as InvoiceAnswer } from '@closeout/contracts/http/billing';
import type { Tx } from '@closeout/service-kit/db';
import type { Seller } from '../config.js';
import { sellerWarnings } from '../documents/sellerWarnings.js';
import { findCpo } from '../cpos/cpoStore.js';
import { isInvoiceable } from '../cpos/lockedCpoJson.js';
import type { Invoice } from './invoice.js';
import { findBuyer } from './invoiceStore.js';
import { missingOf } from './missing.js';
import { invoiceAnswer } from './invoiceAnswer.js';
import { milestoneWarnings, orderNotNamed, orderWarnings, type AskedMilestone } from './warnings.js';

type Asking = Pick<
  Invoice,
  'id' | 'status' | 'projectId' | 'milestoneId' | 'cpoId' | 'currency' | 'grossMinor'
>;

/** Of a draft, or of one that was issued in this transaction. */
export async function findInvoiceWarnings(tx: Pick<Tx, 'query'>, invoice: Asking): Promise<Warning[]> {
  return [...(await ofMilestone(tx, invoice)), ...(await ofOrder(tx, invoice))];
}

async function ofMilestone(tx: Pick<Tx, 'query'>, invoice: Asking): Promise<Warning[]> {
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

async function ofOrder(tx: Pick<Tx, 'query'>, { cpoId, status, ...invoice }: Asking): Promise<Warning[]> {
  if (cpoId === null) return invoice.projectId === null ? [] : notNamed(tx, invoice.projectId);
  const cpo = await findCpo(tx, cpoId);
  if (!cpo) return [];
  const leftMinor = cpo.amountMinor - cpo.drawdown.invoicedMinor;
  const beforeIt = status === 'ISSUED' ? leftMinor + invoice.grossMinor : leftMinor;
  return orderWarnings(invoice, { id: cpo.id, number: cpo.number, leftMinor: beforeIt });
}

async function notNamed(tx: Pick<Tx, 'query'>, projectId: string): Promise<Warning[]> {
  const orders = await tx.query<{ id: string; number: string }>(
    `SELECT id, number FROM cpo WHERE project_id = $1 AND ${isInvoiceable('cpo')} ORDER BY created_at, id`,
    [projectId],
  );
  return orderNotNamed(orders);
}

/** An invoice as the API answers it; a draft with what should be looked at before it is issued. */
export async function warnedAnswer(
  tx: Pick<Tx, 'query'>,
  seller: Seller,
  invoice: Invoice,
): Promise<InvoiceAnswer> {
  const answer = invoiceAnswer(invoice);
  if (invoice.status !== 'DRAFT') return answer;
  const { party: buyer } = await findBuyer(tx, invoice.customerId);
  return {
    ...answer,
    warnings: [...sellerWarnings(seller), ...(await findInvoiceWarnings(tx, invoice))],
    missing: missingOf(invoice, buyer, seller.party),
  };
}
