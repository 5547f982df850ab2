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
  /** The financial closure that was approved: its figures stay as they are until the project is reopened. */
  closureId: string | null;
}

/**
 * FINALIZED takes no document at all, and neither does a ledger that an approved closure has locked; CANCELLED only such as take
 * back (domain model, "Project status").
 * @throws DomainError `project-locked` (conflict)
 */
export function assertOpen(ledgers: readonly LockedLedger[], options: { takesBack?: boolean } = {}): void {
  for (const ledger of ledgers) if (!isOpen(ledger, options)) throw projectLocked(ledger);
}

export const isOpen = ({ status, closureId }: LockedLedger, options: { takesBack?: boolean } = {}): boolean =>
  status !== 'FINALIZED' && closureId === null && (status !== 'CANCELLED' || options.takesBack === true);

function projectLocked({ projectId, status, closureId }: LockedLedger): Error {
  const about = { projectId, projectStatus: status, ...(closureId !== null && { closureId }) };
  if (status === 'CANCELLED') {
    const detail = 'The project is cancelled: only credit notes and reversals are possible.';
    return conflict('project-locked', detail, { ...about, allowed: ['credit-notes', 'reverse'] });
  }
  const why =
    closureId === null || status === 'FINALIZED'
      ? `is ${status}`
      : `was approved for financial closure ${closureId}`;
  return conflict(
    'project-locked',
    `The project ${why}: its billing documents are locked. Reopen it first (permission projects.edit).`,
    { ...about, allowed: ['reopen'], permission: 'projects.edit' },
  );
}
