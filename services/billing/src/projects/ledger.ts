import { conflict } from '@closeout/contracts/errors';
import type { Minor } from '@closeout/contracts/money';

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
 * back, and what settles the invoices that were issued before (domain model, "Project status").
 * @throws DomainError `project-locked` (conflict)
 */
export function assertOpen(ledgers: readonly LockedLedger[], options: Bears = {}): void {
  for (const ledger of ledgers) if (!isOpen(ledger, options)) throw projectLocked(ledger);
}

/** What a document does that a cancelled project bears. */
interface Bears {
  takesBack?: boolean;
  settles?: boolean;
}

export const isOpen = (
  { status, closureId }: LockedLedger,
  { takesBack = false, settles = false }: Bears = {},
): boolean =>
  status !== 'FINALIZED' && closureId === null && (status !== 'CANCELLED' || takesBack || settles);

function projectLocked({ projectId, status, closureId }: LockedLedger): Error {
  const about = { projectId, projectStatus: status, ...(closureId !== null && { closureId }) };
  if (status === 'CANCELLED') {
    const detail =
      'The project is cancelled: it takes payments as far as they settle invoices that were issued before, credit notes, reversals, ' +
      'refunds and releases to the customer’s credit.';
    const allowed = ['allocations', 'credit-notes', 'reverse', 'refunds', 'release'];
    return conflict('project-locked', detail, { ...about, allowed });
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
