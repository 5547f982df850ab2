import type { Tx } from '@closeout/service-kit/db';
import type { LedgerChange, LockedLedger } from './ledger.js';

/** Ledgers as they are now, and not held: for drafts, which are looked at once more when they are issued. */
export const findLedgers = (tx: Pick<Tx, 'query'>, projectIds: readonly string[]): Promise<LockedLedger[]> =>
  tx.query<LockedLedger>(
    `SELECT project_id AS "projectId", status, closure_id AS "closureId" FROM project_ledger
     WHERE project_id = ANY ($1::uuid[]) ORDER BY project_id`,
    [[...new Set(projectIds)]],
  );

/**
 * A part of the statement that issues a document: adds to the ledgers that the transaction already holds.
 * @param at the number of the statement's parameter that is `ledgerValue`
 */
export const ledgerCte = (at: number): string => `
  booked AS (
    UPDATE project_ledger SET
      version = version + 1,
      invoiced_minor = invoiced_minor + c.invoiced,
      received_minor = received_minor + c.received
    FROM jsonb_to_recordset($${at}::jsonb) AS c ("projectId" uuid, invoiced bigint, received bigint)
    WHERE project_id = c."projectId"
  )`;

export function ledgerValue(changes: readonly LedgerChange[]): string {
  return JSON.stringify(
    changes.map(({ projectId, invoicedMinor = 0n, receivedMinor = 0n }) => ({
      projectId,
      invoiced: invoicedMinor.toString(),
      received: receivedMinor.toString(),
    })),
  );
}
