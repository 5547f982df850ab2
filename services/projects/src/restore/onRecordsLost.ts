import { RecordsLost } from '@closeout/contracts/events';
import type { Tx } from '@closeout/service-kit/db';
import { forgetRecords, on } from '@closeout/service-kit/messaging';
import { applyDocument } from '../documents/applyDocument.js';
import type { Document } from '../documents/document.js';

/** Billing came back from an older backup: what it knows no more counts for no project any more. */
export const onBillingRecordsLost = on(RecordsLost, async (tx, { data: { recordIds } }) => {
  for (const id of recordIds) await forgetDocument(tx, id);
  // A customer with projects stays: somebody has to say what becomes of them.
  await forgetRecords(tx, 'DELETE FROM customer WHERE id = $1', recordIds);
});

/** People who are on a team stay, and can do nothing: they cannot sign in any more. */
export const onGatewayRecordsLost = on(RecordsLost, async (tx, { data: { recordIds } }) => {
  await forgetRecords(tx, 'DELETE FROM person WHERE id = $1', recordIds);
});

async function forgetDocument(tx: Tx, id: string): Promise<void> {
  const [known] = await tx.query<Omit<Document, 'shares' | 'customerId'> & { customerId: string | null }>(
    `SELECT d.id, d.kind, d.version, d.number, d.status, d.payment_status AS "paymentStatus", d.currency,
        d.document_date AS "documentDate", d.issued_at AS "issuedAt",
        (SELECT s.customer_id FROM document_share s WHERE s.document_id = d.id LIMIT 1) AS "customerId"
      FROM document d WHERE d.id = $1 FOR UPDATE`,
    [id],
  );
  if (!known) return;
  // As a version that belongs to nothing: sums are derived as from any other.
  await applyDocument(tx, {
    ...known,
    version: known.version + 1,
    customerId: known.customerId ?? id,
    invoicedMinor: 0n,
    shares: [],
  });
  await tx.query('DELETE FROM document WHERE id = $1', [id]);
}
