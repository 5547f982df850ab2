import type { Tx } from '@closeout/service-kit/db';
import { numberValues, takenCte, type NumberRequest } from '../documents/takeNumber.js';
import type { Quote } from './quote.js';

type Instants = 'sentAt' | 'approvedAt' | 'declinedAt' | 'createdAt' | 'updatedAt';
type Amounts = 'netMinor' | 'taxMinor' | 'grossMinor';
/** How a quote comes out of the database: amounts as text, because a JSON number is a float. */
export type QuoteRow = Omit<Quote, Instants | Amounts> &
  Record<Amounts, string> &
  Record<'createdAt' | 'updatedAt', string> &
  Record<'sentAt' | 'approvedAt' | 'declinedAt', string | null>;

/** SQL of one quote as jsonb; `q` is an alias of quote. */
export const quoteJson = (q: string): string => `(
  SELECT jsonb_build_object(
    'id', ${q}.id, 'version', ${q}.version, 'status', ${q}.status, 'legalEntity', ${q}.legal_entity, 'number', ${q}.number,
    'customerId', ${q}.customer_id, 'customerName', customer.name, 'securityLevel', customer.security_level,
    'currency', ${q}.currency, 'title', ${q}.title, 'projectManagerId', ${q}.project_manager_id,
    'legalEntityId', ${q}.legal_entity_id, 'lines', ${q}.lines, 'budgetNodes', ${q}.budget_nodes,
    'netMinor', ${q}.net_minor::text, 'taxMinor', ${q}.tax_minor::text, 'grossMinor', ${q}.gross_minor::text,
    'cpoId', ${q}.cpo_id, 'projectId', ${q}.project_id,
    'project', (
      SELECT jsonb_build_object('number', p.number, 'title', p.title) FROM project_replica p WHERE p.project_id = ${q}.project_id),
    'cpoNumber', (SELECT cpo.number FROM cpo WHERE cpo.id = ${q}.cpo_id),
    'sentAt', ${q}.sent_at, 'approvedAt', ${q}.approved_at,
    'declinedAt', ${q}.declined_at, 'declineReason', ${q}.decline_reason,
    'createdAt', ${q}.created_at, 'updatedAt', ${q}.updated_at)
  FROM customer WHERE customer.id = ${q}.customer_id)`;

const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));

export function toQuote(row: QuoteRow): Quote {
  return {
    ...row,
    netMinor: BigInt(row.netMinor),
    taxMinor: BigInt(row.taxMinor),
    grossMinor: BigInt(row.grossMinor),
    sentAt: instant(row.sentAt),
    approvedAt: instant(row.approvedAt),
    declinedAt: instant(row.declinedAt),
    createdAt: new Date(row.createdAt),
    updatedAt: new Date(row.updatedAt),
  };
}

export async function findQuote(tx: Pick<Tx, 'query'>, id: string): Promise<Quote | null> {
  const [row] = await tx.query<{ quote: QuoteRow }>(
    `SELECT ${quoteJson('q')} AS quote FROM quote q WHERE q.id = $1`,
    [id],
  );
  return row ? toQuote(row.quote) : null;
}

/** The quote, held until the transaction ends. Quotes are locked before all else (see documents/lockDocuments.ts). */
export async function lockQuote(tx: Tx, id: string): Promise<Quote | null> {
  const [row] = await tx.query<{ quote: QuoteRow }>(
    `WITH held AS MATERIALIZED (SELECT * FROM quote WHERE id = $1 FOR NO KEY UPDATE)
     SELECT ${quoteJson('held')} AS quote FROM held`,
    [id],
  );
  return row ? toQuote(row.quote) : null;
}

const content = (quote: Quote): unknown[] => [
  quote.customerId,
  quote.currency,
  quote.title,
  quote.projectManagerId,
  quote.legalEntityId,
  JSON.stringify(quote.lines),
  JSON.stringify(quote.budgetNodes),
  quote.netMinor,
  quote.taxMinor,
  quote.grossMinor,
];

export async function insertQuote(tx: Tx, quote: Quote, today: string): Promise<void> {
  await tx.query(
    `INSERT INTO quote (id, legal_entity, document_date, created_at, updated_at, customer_id, currency, title, project_manager_id,
       legal_entity_id, lines, budget_nodes, net_minor, tax_minor, gross_minor)
     VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [quote.id, quote.legalEntity, today, quote.createdAt, ...content(quote)],
  );
}

export async function saveContent(tx: Tx, quote: Quote): Promise<void> {
  await tx.query(
    `UPDATE quote SET version = $2, updated_at = $3, customer_id = $4, currency = $5, title = $6, project_manager_id = $7,
       legal_entity_id = $8, lines = $9, budget_nodes = $10, net_minor = $11, tax_minor = $12, gross_minor = $13
     WHERE id = $1 AND status = 'DRAFT'`,
    [quote.id, quote.version, quote.updatedAt, ...content(quote)],
  );
}

/** With its number; null when no number could be taken. The series comes last, as everywhere. */
export async function saveSent(tx: Tx, quote: Quote, number: NumberRequest): Promise<Quote | null> {
  const [sent] = await tx.query<{ number: string }>(
    `WITH ${takenCte}
     UPDATE quote SET status = 'SENT', version = $7::int, number = taken.number, document_date = taken.issue_date,
       sent_at = $8::timestamptz, updated_at = $8::timestamptz
     FROM taken WHERE id = $6::uuid AND status = 'DRAFT' RETURNING quote.number`,
    [...numberValues(number), quote.id, quote.version, quote.sentAt],
  );
  return sent ? { ...quote, number: sent.number } : null;
}

/** What became of a quote that was sent. */
export async function saveOutcome(tx: Tx, quote: Quote): Promise<void> {
  await tx.query(
    `UPDATE quote SET version = $2, status = $3, cpo_id = $4, project_id = $5, approved_at = $6, declined_at = $7,
       decline_reason = $8, updated_at = $9
     WHERE id = $1`,
    [
      quote.id,
      quote.version,
      quote.status,
      quote.cpoId,
      quote.projectId,
      quote.approvedAt,
      quote.declinedAt,
      quote.declineReason,
      quote.updatedAt,
    ],
  );
}
