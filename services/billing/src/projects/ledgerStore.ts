import { conflict, type Minor } from '@closeout/contracts';

/** What an issued document does to the sums of one project. */
export interface LedgerChange {
  projectId: string;
  invoicedMinor?: Minor;
  receivedMinor?: Minor;
}

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

export interface LockedLedger {
  projectId: string;
  status: string;
}

/**
 * FINALIZED takes no document at all; CANCELLED only such as take back (domain model, "Project status").
 * @throws DomainError `project-locked` (conflict)
 */
export function assertOpen(ledgers: readonly LockedLedger[], options: { takesBack?: boolean } = {}): void {
  for (const { projectId, status } of ledgers) {
    if (status === 'FINALIZED' || (status === 'CANCELLED' && !options.takesBack)) throw projectLocked(projectId, status);
  }
}

function projectLocked(projectId: string, status: string): Error {
  const allowed = status === 'CANCELLED' ? ['credit-notes', 'reverse'] : [];
  const detail =
    status === 'CANCELLED'
      ? 'The project is cancelled: only credit notes and reversals are possible.'
      : `The project is ${status}: its billing documents are locked. Reopen it first.`;
  return conflict('project-locked', detail, { projectId, projectStatus: status, allowed });
}
