import type { Tx } from '@closeout/service-kit/db';

/**
 * Claims a milestone's only request; a twin that comes at the same time waits until this transaction is decided.
 * @returns whether it is the first
 */
export async function claimRequest(
  tx: Tx,
  request: { milestoneId: string; projectId: string; requestedAt: Date; now: Date },
): Promise<boolean> {
  const claimed = await tx.query(
    `INSERT INTO payment_request (milestone_id, project_id, outcome, reason, requested_at, created_at)
     VALUES ($1, $2, 'NOT_DRAFTED', 'not-decided', $3, $4) ON CONFLICT DO NOTHING RETURNING milestone_id`,
    [request.milestoneId, request.projectId, request.requestedAt, request.now],
  );
  return claimed.length > 0;
}

/** What became of it: a draft, or the code of what stood in its way. */
export type Outcome = { invoiceId: string } | { reason: string };

export async function saveOutcome(tx: Tx, milestoneId: string, outcome: Outcome): Promise<void> {
  const [invoiceId, reason] = 'invoiceId' in outcome ? [outcome.invoiceId, null] : [null, outcome.reason];
  await tx.query(
    'UPDATE payment_request SET outcome = $2, invoice_id = $3, reason = $4 WHERE milestone_id = $1',
    [milestoneId, invoiceId === null ? 'NOT_DRAFTED' : 'DRAFTED', invoiceId, reason],
  );
}

/** By a draft, or by an invoice of which not all was credited. */
export async function isInvoiced(tx: Tx, milestoneId: string): Promise<boolean> {
  const found = await tx.query(
    `SELECT id FROM invoice WHERE milestone_id = $1 AND (status = 'DRAFT' OR credited_minor < gross_minor) LIMIT 1`,
    [milestoneId],
  );
  return found.length > 0;
}
