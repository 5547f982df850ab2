import { conflict, type Minor } from '@closeout/contracts';

/** What an issued document does to the sums of one project. */
export interface LedgerChange {
  projectId: string;
  invoicedMinor?: Minor;
  receivedMinor?: Minor;
}

/** A project's ledger as whoever issues one of its documents holds it. */
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
    if (status === 'FINALIZED' || (status === 'CANCELLED' && !options.takesBack))
      throw projectLocked(projectId, status);
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
