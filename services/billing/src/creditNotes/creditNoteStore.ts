import { currencyScale, plainDecimal } from '@closeout/contracts/money';
import { newId, type Tx } from '@closeout/service-kit/db';
import { drawCte, drawValue, type CpoDraw } from '../cpos/draws.js';
import { decimalWithScale } from '../documents/decimals.js';
import { numberValues, takenCte, type NumberRequest } from '../documents/takeNumber.js';
import { journalCte, postingValue } from '../journal/journalStore.js';
import { postCreditNote } from '../journal/posting.js';
import type { LedgerChange } from '../projects/ledger.js';
import { ledgerCte, ledgerValue } from '../projects/ledgerStore.js';
import { potPlaces } from '../receipts/projectShares.js';
import { sourcesOf } from '../receipts/receipt.js';
import type { Release } from '../receipts/release.js';
import type { CreditNote, CreditNoteLine, CreditNoteTax, Released } from './creditNote.js';

/** The note with its parts, the invoice's balances, what is released of receipts, the ledgers, the journal: one statement. */
const issueStatement = `
  WITH ${takenCte}, note AS (
    INSERT INTO credit_note (id, legal_entity, number, invoice_id, customer_id, currency, project_id, milestone_id, reason,
      issue_date, issued_at, seller, buyer, subject, net_minor, tax_minor, gross_minor)
    SELECT $6::uuid, $1, taken.number, $7::uuid, i.customer_id, i.currency, i.project_id, i.milestone_id, $8,
      taken.issue_date, $9::timestamptz, i.seller, i.buyer, i.subject, $10::bigint, $11::bigint, $10::bigint + $11::bigint
    FROM taken, invoice i WHERE i.id = $7::uuid
    RETURNING number, issue_date AS "issueDate"
  ), wanted_line AS (
    SELECT * FROM jsonb_to_recordset($12::jsonb) AS l (no int, "invoiceLine" int, description text, quantity numeric,
      "unitPrice" numeric, "taxRate" numeric, "priceIncludesTax" boolean, net bigint)
  ), line AS (
    INSERT INTO credit_note_line (credit_note_id, no, invoice_id, invoice_line, description, quantity, unit_price, tax_rate,
      price_includes_tax, net_minor)
    SELECT $6::uuid, no, $7::uuid, "invoiceLine", description, quantity, "unitPrice", "taxRate", "priceIncludesTax", net FROM wanted_line
  ), credited_line AS (
    UPDATE invoice_line SET credited_minor = credited_minor + w.net
    FROM wanted_line w WHERE invoice_id = $7::uuid AND invoice_line.no = w."invoiceLine"
  ), wanted_tax AS (
    SELECT * FROM jsonb_to_recordset($13::jsonb) AS t ("taxRate" numeric, taxable bigint, tax bigint)
  ), tax AS (
    INSERT INTO credit_note_tax (credit_note_id, tax_rate, taxable_minor, tax_minor)
    SELECT $6::uuid, "taxRate", taxable, tax FROM wanted_tax
  ), credited_tax AS (
    UPDATE invoice_tax SET credited_tax_minor = credited_tax_minor + w.tax
    FROM wanted_tax w WHERE invoice_id = $7::uuid AND tax_rate = w."taxRate"
  ), wanted_release AS (
    SELECT * FROM jsonb_to_recordset($14::jsonb) AS r (id uuid, "receiptId" uuid, amount bigint, free bigint)
  ), released AS (
    INSERT INTO receipt_allocation (id, receipt_id, invoice_id, customer_id, currency, amount_minor, from_free_minor, credit_note_id, created_at)
    SELECT r.id, r."receiptId", i.id, i.customer_id, i.currency, -r.amount, -r.free, $6::uuid, $9::timestamptz
    FROM wanted_release r, invoice i WHERE i.id = $7::uuid
  ), relieved AS (
    UPDATE receipt SET allocated_minor = allocated_minor - r.amount,
      free_minor = CASE WHEN project_id IS NULL THEN 0 ELSE free_minor + r.free END, version = version + 1, updated_at = $9::timestamptz
    FROM wanted_release r WHERE receipt.id = r."receiptId"
  ), balanced AS (
    UPDATE invoice SET credited_minor = credited_minor + $10::bigint + $11::bigint, paid_minor = paid_minor - $15::bigint,
      version = version + 1, updated_at = $9::timestamptz
    WHERE id = $7::uuid
  ), ${journalCte(16)}, ${ledgerCte(17)}, ${drawCte(18)}
  SELECT note.* FROM note, numbered`;

export interface CreditNoteToSave {
  draft: Omit<CreditNote, 'number' | 'issueDate'>;
  number: NumberRequest;
  releases: readonly Release[];
  released: bigint;
  ledger: readonly LedgerChange[];
  draws: readonly CpoDraw[];
  /** Of the event that will tell of it. */
  eventId: string;
}

/** null when no number could be taken, or the period is locked. */
export async function saveCreditNote(
  tx: Tx,
  { draft, number, releases, released, ledger, draws, eventId }: CreditNoteToSave,
): Promise<CreditNote | null> {
  const { id, invoiceId, customerId, currency } = draft;
  const [fixed] = await tx.query<{ number: string; issueDate: string }>(issueStatement, [
    ...numberValues(number),
    id,
    invoiceId,
    draft.reason,
    draft.issuedAt,
    draft.netMinor,
    draft.taxMinor,
    JSON.stringify(draft.lines.map(({ netMinor, ...line }) => ({ ...line, net: netMinor.toString() }))),
    JSON.stringify(
      draft.taxes.map((tax) => ({
        taxRate: tax.taxRate,
        taxable: tax.taxableMinor.toString(),
        tax: tax.taxMinor.toString(),
      })),
    ),
    JSON.stringify(
      releases.map((release) => ({
        id: newId(),
        receiptId: release.receipt.id,
        amount: release.amountMinor.toString(),
        free: release.fromFreeMinor.toString(),
      })),
    ),
    released,
    postingValue({
      ...{ kind: 'CREDIT_NOTE', documentId: id, creditNoteId: id, invoiceId },
      ...{ customerId, currency, eventId },
      lines: postCreditNote(
        draft,
        releases.flatMap((release) =>
          potPlaces(release.receipt, sourcesOf(release.receipt, release)).map((place) => ({
            ...place,
            receiptId: release.receipt.id,
          })),
        ),
      ),
    }),
    ledgerValue(ledger),
    drawValue(draws),
  ]);
  return fixed ? { ...draft, ...fixed } : null;
}

type Text<T, Amounts extends keyof T> = Omit<T, Amounts> & Record<Amounts, string>;
export interface CreditNoteRow extends Omit<
  Text<CreditNote, 'netMinor' | 'taxMinor' | 'grossMinor'>,
  'issuedAt' | 'lines' | 'taxes' | 'released'
> {
  issuedAt: string;
  lines: Text<CreditNoteLine, 'netMinor'>[];
  taxes: Text<CreditNoteTax, 'taxableMinor' | 'taxMinor'>[];
  released: Text<Released, 'amountMinor'>[];
}

/** SQL of one credit note, whole, as jsonb; `n` is an alias of credit_note. */
export const creditNoteJson = (n: string): string => `(
  SELECT jsonb_build_object(
  'id', ${n}.id, 'version', ${n}.version, 'number', ${n}.number, 'invoiceId', ${n}.invoice_id, 'invoiceNumber', i.number,
  'customerId', ${n}.customer_id, 'customerName', c.name, 'securityLevel', c.security_level, 'currency', ${n}.currency,
  'projectId', ${n}.project_id, 'milestoneId', ${n}.milestone_id, 'reason', ${n}.reason, 'issueDate', ${n}.issue_date,
  'issuedAt', ${n}.issued_at, 'seller', ${n}.seller, 'buyer', ${n}.buyer,
  'netMinor', ${n}.net_minor::text, 'taxMinor', ${n}.tax_minor::text, 'grossMinor', ${n}.gross_minor::text,
  'lines', (
    SELECT coalesce(jsonb_agg(jsonb_build_object('no', l.no, 'invoiceLine', l.invoice_line, 'description', l.description,
      'quantity', l.quantity::text, 'unitPrice', l.unit_price::text, 'taxRate', l.tax_rate::text,
      'priceIncludesTax', l.price_includes_tax, 'netMinor', l.net_minor::text)
      ORDER BY l.no), '[]')
    FROM credit_note_line l WHERE l.credit_note_id = ${n}.id),
  'taxes', (
    SELECT coalesce(jsonb_agg(jsonb_build_object('taxRate', t.tax_rate::text, 'taxableMinor', t.taxable_minor::text,
      'taxMinor', t.tax_minor::text) ORDER BY t.tax_rate), '[]')
    FROM credit_note_tax t WHERE t.credit_note_id = ${n}.id),
  'released', (
    SELECT coalesce(jsonb_agg(jsonb_build_object('receiptId', r.id, 'receiptNumber', r.number, 'amountMinor', (-a.amount_minor)::text)
      ORDER BY a.id), '[]')
    FROM receipt_allocation a JOIN receipt r ON r.id = a.receipt_id
    WHERE a.invoice_id = ${n}.invoice_id AND a.credit_note_id = ${n}.id))
  FROM invoice i, customer c WHERE i.id = ${n}.invoice_id AND c.id = ${n}.customer_id)`;

export async function findCreditNote(tx: Pick<Tx, 'query'>, id: string): Promise<CreditNote | null> {
  const [found] = await tx.query<{ note: CreditNoteRow }>(
    `SELECT ${creditNoteJson('n')} AS note FROM credit_note n WHERE n.id = $1`,
    [id],
  );
  return found ? toCreditNote(found.note) : null;
}

export function toCreditNote(row: CreditNoteRow): CreditNote {
  const scale = currencyScale(row.currency);
  return {
    ...row,
    issuedAt: new Date(row.issuedAt),
    netMinor: BigInt(row.netMinor),
    taxMinor: BigInt(row.taxMinor),
    grossMinor: BigInt(row.grossMinor),
    lines: row.lines.map((line) => ({
      ...line,
      quantity: plainDecimal(line.quantity),
      unitPrice: decimalWithScale(line.unitPrice, scale),
      taxRate: plainDecimal(line.taxRate),
      netMinor: BigInt(line.netMinor),
    })),
    taxes: row.taxes.map((tax) => ({
      taxRate: plainDecimal(tax.taxRate),
      taxableMinor: BigInt(tax.taxableMinor),
      taxMinor: BigInt(tax.taxMinor),
    })),
    released: row.released.map((each) => ({ ...each, amountMinor: BigInt(each.amountMinor) })),
  };
}
