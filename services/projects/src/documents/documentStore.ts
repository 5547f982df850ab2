import { violates, type Tx } from '@closeout/service-kit/db';
import { RetryLater } from '@closeout/service-kit/messaging';
import type { Document } from './document.js';

/**
 * Keeps the newest version of a document, and the newest that says what belongs to which project (they differ once a
 * receipt is reversed). `known` when both were here already, `first` when nothing was.
 *
 * Locks the document's row until the transaction ends: two versions of it that arrive together are applied one after
 * the other, and the later one sees the shares of the first.
 * @throws RetryLater when a project or milestone that it belongs to is not here
 */
export async function saveDocument(tx: Tx, document: Document): Promise<'first' | 'newer' | 'known'> {
  const shares = document.shares ?? [];
  try {
    const [saved] = await tx.query<{ fresh: boolean }>(
      `WITH head AS (
         INSERT INTO document AS known (id, kind, version, number, status, payment_status, currency, document_date, issued_at, invoiced_minor, shares_version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (id) DO UPDATE SET
           version = greatest(known.version, excluded.version),
           shares_version = greatest(known.shares_version, excluded.shares_version),
           status = CASE WHEN excluded.version > known.version THEN excluded.status ELSE known.status END,
           payment_status = CASE WHEN excluded.version > known.version THEN excluded.payment_status ELSE known.payment_status END,
           invoiced_minor = CASE WHEN excluded.version > known.version THEN excluded.invoiced_minor ELSE known.invoiced_minor END
         WHERE excluded.version > known.version OR excluded.shares_version > known.shares_version
         RETURNING shares_version, xmax = 0 AS fresh
       ), shares AS (
         INSERT INTO document_share (document_id, version, no, project_id, customer_id, currency, milestone_id, amount_minor)
         SELECT $1, $3, s.no, s.project, $12, $7, s.milestone, s.amount
         FROM head, unnest($13::uuid[], $14::uuid[], $15::bigint[]) WITH ORDINALITY AS s (project, milestone, amount, no)
         WHERE head.shares_version = $3
       )
       SELECT fresh FROM head`,
      [
        ...[
          document.id,
          document.kind,
          document.version,
          document.number,
          document.status,
          document.paymentStatus,
        ],
        ...[document.currency, document.documentDate, document.issuedAt, document.invoicedMinor],
        ...[document.shares === null ? 0 : document.version, document.customerId],
        shares.map((share) => share.projectId),
        shares.map((share) => share.milestoneId),
        shares.map((share) => share.amountMinor),
      ],
    );
    if (!saved) return 'known';
    return saved.fresh ? 'first' : 'newer';
  } catch (error) {
    if (!violates(error, 'document_share_project_fkey') && !violates(error, 'document_share_milestone_fkey'))
      throw error;
    throw new RetryLater(
      `a project or milestone of ${document.number} is not known here, or has another customer or currency`,
      {
        cause: error,
      },
    );
  }
}

/** Locks every project that a document belongs to or ever did, in the order of their ids. */
export async function lockProjectsOfDocument(tx: Tx, documentId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM project WHERE id IN (SELECT project_id FROM document_share WHERE document_id = $1) ORDER BY id FOR NO KEY UPDATE`,
    [documentId],
  );
  return rows.map((row) => row.id);
}

/** Forgets shares that a newer version replaced; by now their projects have been added up without them. */
export async function forgetOldShares(tx: Tx, documentId: string): Promise<void> {
  await tx.query(
    `DELETE FROM document_share s USING document d
     WHERE s.document_id = $1 AND d.id = s.document_id AND s.version < d.shares_version`,
    [documentId],
  );
}
