import type { Tx } from '@closeout/service-kit/db';
import type { Allocation, Receipt } from './receipt.js';

type Dates = 'issuedAt' | 'createdAt' | 'updatedAt' | 'reversal' | 'allocations';
type Amounts = 'amountMinor' | 'refundedMinor' | 'releasedMinor' | 'freeMinor';

/** How a receipt comes out of the database: amounts as text, because a JSON number is a float. */
export interface ReceiptRow extends Omit<Receipt, Dates | Amounts>, Record<Amounts, string> {
  issuedAt: string | null;
  createdAt: string;
  updatedAt: string;
  allocations: (Omit<Allocation, 'amountMinor' | 'fromFreeMinor'> &
    Record<'amountMinor' | 'fromFreeMinor', string>)[];
  reversal: { number: string; reason: string; reversedAt: string } | null;
}

/** SQL of one receipt, whole, as jsonb; `r` is an alias of receipt. */
export const receiptJson = (r: string): string => `(
  SELECT jsonb_build_object(
    'id', ${r}.id, 'version', ${r}.version, 'status', ${r}.status, 'legalEntity', ${r}.legal_entity, 'number', ${r}.number,
    'customerId', ${r}.customer_id, 'customerName', c.name, 'securityLevel', c.security_level, 'currency', ${r}.currency,
    'projectId', ${r}.project_id, 'milestoneId', ${r}.milestone_id, 'amountMinor', ${r}.amount_minor::text,
    'refundedMinor', ${r}.refunded_minor::text, 'releasedMinor', ${r}.released_minor::text, 'freeMinor', ${r}.free_minor::text,
    'paymentDate', ${r}.payment_date, 'method', ${r}.method, 'reference', ${r}.reference,
    'issueDate', ${r}.issue_date, 'issuedAt', ${r}.issued_at, 'createdAt', ${r}.created_at, 'updatedAt', ${r}.updated_at,
    'reversal', (
      SELECT jsonb_build_object('number', v.number, 'reason', v.reason, 'reversedAt', v.reversed_at)
      FROM receipt_reversal v WHERE v.receipt_id = ${r}.id),
    'allocations', (
      SELECT coalesce(jsonb_agg(jsonb_build_object('invoiceId', s.invoice_id, 'invoiceNumber', coalesce(n.number, ''),
        'projectId', n.project_id, 'milestoneId', n.milestone_id, 'amountMinor', s.amount::text, 'fromFreeMinor', s.free::text) ORDER BY s.no), '[]')
      FROM (
        SELECT a.invoice_id, min(a.id::text) AS no, sum(a.amount_minor) AS amount, sum(a.from_free_minor) AS free
        FROM receipt_allocation a WHERE a.receipt_id = ${r}.id GROUP BY a.invoice_id HAVING sum(a.amount_minor) > 0
        UNION ALL
        SELECT (p.value ->> 'invoiceId')::uuid, lpad(p.no::text, 9, '0'), (p.value ->> 'amountMinor')::bigint,
          CASE WHEN ${r}.project_id IS NULL THEN (p.value ->> 'amountMinor')::bigint ELSE 0 END
        FROM jsonb_array_elements(${r}.plan) WITH ORDINALITY AS p (value, no)
      ) AS s
      CROSS JOIN LATERAL (SELECT number, project_id, milestone_id FROM invoice WHERE invoice.id = s.invoice_id OFFSET 0) AS n))
  FROM customer c WHERE c.id = ${r}.customer_id)`;

const toDate = (text: string | null): Date | null => (text === null ? null : new Date(text));

export function toReceipt(row: ReceiptRow): Receipt {
  return {
    ...row,
    amountMinor: BigInt(row.amountMinor),
    refundedMinor: BigInt(row.refundedMinor),
    releasedMinor: BigInt(row.releasedMinor),
    freeMinor: BigInt(row.freeMinor),
    issuedAt: toDate(row.issuedAt),
    createdAt: new Date(row.createdAt),
    updatedAt: new Date(row.updatedAt),
    allocations: row.allocations.map((each) => ({
      ...each,
      amountMinor: BigInt(each.amountMinor),
      fromFreeMinor: BigInt(each.fromFreeMinor),
    })),
    reversal: row.reversal && { ...row.reversal, reversedAt: new Date(row.reversal.reversedAt) },
  };
}

export async function findReceipt(tx: Pick<Tx, 'query'>, id: string): Promise<Receipt | null> {
  const [row] = await tx.query<{ receipt: ReceiptRow }>(
    `SELECT ${receiptJson('r')} AS receipt FROM receipt r WHERE r.id = $1`,
    [id],
  );
  return row ? toReceipt(row.receipt) : null;
}

export async function findReceipts(
  tx: Pick<Tx, 'query'>,
  ids: readonly string[],
): Promise<Map<string, Receipt>> {
  const rows = await tx.query<{ receipt: ReceiptRow }>(
    `SELECT ${receiptJson('r')} AS receipt FROM receipt r WHERE r.id = ANY ($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ receipt }) => [receipt.id, toReceipt(receipt)]));
}

/** The receipt alone, held until the transaction ends: for work on drafts. */
export async function holdReceipt(tx: Tx, id: string): Promise<Receipt | null> {
  const [row] = await tx.query<{ receipt: ReceiptRow; versionSeen: number }>(
    `WITH held AS MATERIALIZED (SELECT * FROM receipt WHERE id = $1 FOR NO KEY UPDATE)
     SELECT ${receiptJson('held')} AS receipt, (SELECT version FROM receipt WHERE id = $1) AS "versionSeen" FROM held`,
    [id],
  );
  if (!row) return null;
  // It had to wait: what stands beside the row is read again, now that it changes no more.
  if (row.versionSeen !== row.receipt.version) return findReceipt(tx, id);
  return toReceipt(row.receipt);
}
