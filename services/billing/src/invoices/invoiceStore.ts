import type { Party } from '@closeout/contracts/events/billing';
import { currencyScale, plainDecimal } from '@closeout/contracts/money';
import type { Tx } from '@closeout/service-kit/db';
import { decimalWithScale } from '../documents/decimals.js';
import { buyerSql } from '../documents/printed.js';
import type { Invoice } from './invoice.js';

/** How an invoice comes out of the database: amounts as text, because a JSON number is a float. */
export interface InvoiceRow
  extends Omit<Invoice, Dates | Amounts | 'lines' | 'taxes'>, Record<Amounts, string> {
  issuedAt: string | null;
  createdAt: string;
  updatedAt: string;
  lines: (Record<
    'description' | 'quantity' | 'unitPrice' | 'taxRate' | 'netMinor' | 'creditedMinor',
    string
  > & { no: number; grossMinor: string | null })[];
  taxes: Record<'taxRate' | 'taxableMinor' | 'taxMinor' | 'creditedTaxMinor', string>[];
}
type Dates = 'issuedAt' | 'createdAt' | 'updatedAt';
type Amounts = 'netMinor' | 'taxMinor' | 'grossMinor' | 'creditedMinor' | 'paidMinor';

const partsJson = (i: string): string => `
    'lines', (
      SELECT coalesce(jsonb_agg(jsonb_build_object('no', l.no, 'description', l.description, 'quantity', l.quantity::text,
        'unitPrice', l.unit_price::text, 'taxRate', l.tax_rate::text, 'netMinor', l.net_minor::text,
        'grossMinor', l.gross_minor::text, 'creditedMinor', l.credited_minor::text) ORDER BY l.no), '[]')
      FROM invoice_line l WHERE l.invoice_id = ${i}.id),
    'taxes', (
      SELECT coalesce(jsonb_agg(jsonb_build_object('taxRate', t.tax_rate::text, 'taxableMinor', t.taxable_minor::text,
        'taxMinor', t.tax_minor::text, 'creditedTaxMinor', t.credited_tax_minor::text) ORDER BY t.tax_rate), '[]')
      FROM invoice_tax t WHERE t.invoice_id = ${i}.id)`;

/** SQL of one invoice as jsonb; `i` is an alias of invoice. Without its parts it has no lines and no taxes. */
export const invoiceJson = (i: string, { parts = true } = {}): string => `(
  SELECT jsonb_build_object(
    'id', ${i}.id, 'version', ${i}.version, 'status', ${i}.status, 'legalEntity', ${i}.legal_entity, 'number', ${i}.number,
    'customerId', ${i}.customer_id, 'customerName', c.name, 'securityLevel', c.security_level, 'currency', ${i}.currency,
    'projectId', ${i}.project_id, 'milestoneId', ${i}.milestone_id, 'cpoId', ${i}.cpo_id,
    'cpoVersionNo', ${i}.cpo_version_no, 'followsMilestone', ${i}.follows_milestone, 'issueDate', ${i}.issue_date, 'dueDate', ${i}.due_date,
    'issuedAt', ${i}.issued_at,
    'supplyDate', ${i}.supply_date, 'exemptionReason', ${i}.exemption_reason, 'seller', ${i}.seller, 'buyer', ${i}.buyer,
    'netMinor', ${i}.net_minor::text, 'taxMinor', ${i}.tax_minor::text, 'grossMinor', ${i}.gross_minor::text,
    'creditedMinor', ${i}.credited_minor::text, 'paidMinor', ${i}.paid_minor::text,
    'createdAt', ${i}.created_at, 'updatedAt', ${i}.updated_at,
    ${parts ? partsJson(i) : `'lines', '[]'::jsonb, 'taxes', '[]'::jsonb`})
  FROM customer c WHERE c.id = ${i}.customer_id)`;

export function toInvoice(row: InvoiceRow): Invoice {
  const scale = currencyScale(row.currency);
  return {
    ...row,
    issuedAt: row.issuedAt === null ? null : new Date(row.issuedAt),
    createdAt: new Date(row.createdAt),
    updatedAt: new Date(row.updatedAt),
    netMinor: BigInt(row.netMinor),
    taxMinor: BigInt(row.taxMinor),
    grossMinor: BigInt(row.grossMinor),
    creditedMinor: BigInt(row.creditedMinor),
    paidMinor: BigInt(row.paidMinor),
    lines: row.lines.map((line) => ({
      no: line.no,
      description: line.description,
      quantity: plainDecimal(line.quantity),
      unitPrice: decimalWithScale(line.unitPrice, scale),
      taxRate: plainDecimal(line.taxRate),
      netMinor: BigInt(line.netMinor),
      grossMinor: line.grossMinor === null ? null : BigInt(line.grossMinor),
      creditedMinor: BigInt(line.creditedMinor),
    })),
    taxes: row.taxes.map((tax) => ({
      taxRate: plainDecimal(tax.taxRate),
      taxableMinor: BigInt(tax.taxableMinor),
      taxMinor: BigInt(tax.taxMinor),
      creditedTaxMinor: BigInt(tax.creditedTaxMinor),
    })),
  };
}

export async function findInvoice(tx: Pick<Tx, 'query'>, id: string): Promise<Invoice | null> {
  const [row] = await tx.query<{ invoice: InvoiceRow }>(
    `SELECT ${invoiceJson('i')} AS invoice FROM invoice i WHERE i.id = $1`,
    [id],
  );
  return row ? toInvoice(row.invoice) : null;
}

export async function findInvoices(
  tx: Pick<Tx, 'query'>,
  ids: readonly string[],
): Promise<Map<string, Invoice>> {
  const [only, second] = ids;
  if (only === undefined) return new Map();
  if (second === undefined) {
    // Mostly it is one; and a statement that takes a list is planned anew each time.
    const invoice = await findInvoice(tx, only);
    return new Map(invoice ? [[only, invoice]] : []);
  }
  const rows = await tx.query<{ invoice: InvoiceRow }>(
    `SELECT ${invoiceJson('i')} AS invoice FROM invoice i WHERE i.id = ANY ($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ invoice }) => [invoice.id, toInvoice(invoice)]));
}

/** The highest tax rate of the customer's newest invoice, which is mostly that of the next one; null: there is none. */
export async function findLastRate(tx: Pick<Tx, 'query'>, customerId: string): Promise<string | null> {
  const [last] = await tx.query<{ taxRate: string | null }>(
    `SELECT (SELECT max(t.tax_rate)::text FROM invoice_tax t WHERE t.invoice_id = i.id) AS "taxRate"
     FROM invoice i WHERE i.customer_id = $1 AND i.status = 'ISSUED' ORDER BY i.document_date DESC, i.id DESC LIMIT 1`,
    [customerId],
  );
  return last?.taxRate ? plainDecimal(last.taxRate) : null;
}

/** The invoice alone, held until the transaction ends: for work on drafts. */
export async function holdInvoice(tx: Tx, id: string): Promise<Invoice | null> {
  const [row] = await tx.query<{ invoice: InvoiceRow; versionSeen: number }>(
    `WITH held AS MATERIALIZED (SELECT * FROM invoice WHERE id = $1 FOR NO KEY UPDATE)
     SELECT ${invoiceJson('held')} AS invoice, (SELECT version FROM invoice WHERE id = $1) AS "versionSeen" FROM held`,
    [id],
  );
  if (!row) return null;
  // It had to wait: what stands beside the row is read again, now that it changes no more.
  if (row.versionSeen !== row.invoice.version) return findInvoice(tx, id);
  return toInvoice(row.invoice);
}

/** Who buys, as issued documents keep it. */
export async function findBuyer(
  tx: Pick<Tx, 'query'>,
  customerId: string,
): Promise<{ party: Party; paymentTermsDays: number }> {
  const [row] = await tx.query<{ party: Party; paymentTermsDays: number }>(
    `SELECT ${buyerSql('customer')} AS party, payment_terms_days AS "paymentTermsDays"
     FROM customer WHERE id = $1`,
    [customerId],
  );
  if (!row) throw new Error(`customer ${customerId} is gone`);
  return row;
}
