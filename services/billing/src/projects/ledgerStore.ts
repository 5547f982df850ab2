import type { LedgerChange } from './ledger.js';

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
