import type { Minor, UnbilledWork } from '@closeout/contracts';

/** A customer's order, as far as a closure looks at it. */
export interface OrderFigures {
  id: string;
  number: string;
  /** OPEN, DIRECTION_PENDING, FINALIZED or CANCELLED. */
  status: string;
  amountMinor: Minor;
  /** The amount, or what was invoiced where direction accepted the mismatch. */
  countsMinor: Minor;
  invoicedMinor: Minor;
  receivedMinor: Minor;
  /** FOUND, REPORTED, ACCEPTED or REJECTED. */
  mismatch: string | null;
  /** The version that waits for direction. */
  pendingVersion: { no: number; amountMinor: Minor } | null;
}

/** All that a decision on a project's financial closure rests on. Whoever decides holds the project's ledger. */
export interface ProjectFigures {
  projectId: string;
  number: string;
  version: number;
  status: string;
  currency: string;
  budgetMinor: Minor;
  revenueModel: string | null;
  /** Issued invoices less what was credited of them. */
  invoicedMinor: Minor;
  /** Issued receipts that were not reversed. */
  receivedMinor: Minor;
  orders: readonly OrderFigures[];
  /** Approved billable hours that are not settled, as projects has them; null where it does not say. */
  work: UnbilledWork | null;
}
