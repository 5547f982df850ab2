import type { Tx } from '@closeout/service-kit/db';
import type { Invoice } from './invoice.js';

/** Lines and taxes of invoice $1; their parameters begin with `$first`. */
const partsCte = (first: number): string => `
  line AS (
    INSERT INTO invoice_line (invoice_id, no, description, quantity, unit_price, tax_rate, net_minor, gross_minor)
    SELECT $1::uuid, l.no, l.description, l.quantity, l.price, l.rate, l.net, l.gross
    FROM unnest($${first}::int[], $${first + 1}::text[], $${first + 2}::numeric[], $${first + 3}::numeric[], $${first + 4}::numeric[],
      $${first + 5}::bigint[], $${first + 6}::bigint[]) AS l (no, description, quantity, price, rate, net, gross)
  ), tax AS (
    INSERT INTO invoice_tax (invoice_id, tax_rate, taxable_minor, tax_minor)
    SELECT $1::uuid, t.rate, t.taxable, t.tax
    FROM unnest($${first + 7}::numeric[], $${first + 8}::bigint[], $${first + 9}::bigint[]) AS t (rate, taxable, tax)
  )`;

const partsValues = ({ lines, taxes }: Invoice): unknown[] => [
  lines.map((line) => line.no),
  lines.map((line) => line.description),
  lines.map((line) => line.quantity),
  lines.map((line) => line.unitPrice),
  lines.map((line) => line.taxRate),
  lines.map((line) => line.netMinor),
  lines.map((line) => line.grossMinor),
  taxes.map((tax) => tax.taxRate),
  taxes.map((tax) => tax.taxableMinor),
  taxes.map((tax) => tax.taxMinor),
];

const fields = (invoice: Invoice): unknown[] => [
  invoice.id,
  invoice.version,
  invoice.customerId,
  invoice.currency,
  invoice.projectId,
  invoice.milestoneId,
  invoice.cpoId,
  invoice.followsMilestone,
  invoice.dueDate,
  invoice.netMinor,
  invoice.taxMinor,
  invoice.grossMinor,
  invoice.updatedAt,
  invoice.supplyDate,
  invoice.exemptionReason,
];

export async function insertDraft(tx: Tx, invoice: Invoice, today: string): Promise<void> {
  await tx.query(
    `WITH drafted AS (
       INSERT INTO invoice (id, version, customer_id, currency, project_id, milestone_id, cpo_id, follows_milestone, due_date,
         net_minor, tax_minor, gross_minor, created_at, updated_at, supply_date, exemption_reason, legal_entity, document_date)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $14, $15, $16, $17)
     ), ${partsCte(18)}
     SELECT`,
    [...fields(invoice), invoice.legalEntity, today, ...partsValues(invoice)],
  );
}

/** The draft is held; its lines are replaced by those that it has now. */
export async function saveDraft(tx: Tx, invoice: Invoice): Promise<void> {
  // A statement of its own: the new lines have the numbers of the old ones.
  await tx.query(
    `WITH line AS (DELETE FROM invoice_line WHERE invoice_id = $1::uuid) DELETE FROM invoice_tax WHERE invoice_id = $1::uuid`,
    [invoice.id],
  );
  await tx.query(
    `WITH changed AS (
       UPDATE invoice SET version = $2, customer_id = $3, currency = $4, project_id = $5, milestone_id = $6, cpo_id = $7,
         follows_milestone = $8, due_date = $9, net_minor = $10, tax_minor = $11, gross_minor = $12, updated_at = $13, supply_date = $14, exemption_reason = $15
       WHERE id = $1::uuid AND status = 'DRAFT'
     ), ${partsCte(16)}
     SELECT`,
    [...fields(invoice), ...partsValues(invoice)],
  );
}
