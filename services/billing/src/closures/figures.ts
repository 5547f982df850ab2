import type { CpoMismatch, CpoState } from '@closeout/contracts/events/billing';
import type { UnbilledWork } from '@closeout/contracts/events/projects';
import type { Minor } from '@closeout/contracts/money';

/** A customer's order, as far as a closure looks at it. */
export interface OrderFigures {
  id: string;
  number: string;
  status: CpoState['status'];
  amountMinor: Minor;
  /** The amount, or what was invoiced where direction accepted the mismatch. */
  countsMinor: Minor;
  invoicedMinor: Minor;
  receivedMinor: Minor;
  mismatch: CpoMismatch['status'] | null;
  /** The version that waits for direction. */
  pendingVersion: { no: number; amountMinor: Minor } | null;
}

/** An issued invoice of the project of which something is due. */
export interface OpenInvoice {
  invoiceId: string;
  number: string;
  milestoneId: string | null;
  /** Less what was credited. */
  billedMinor: Minor;
  paidMinor: Minor;
}

/** An issued receipt with money that settles nothing: the project's own (of a milestone, if it names one), and the customer's credit. */
export interface SpareReceipt {
  receiptId: string;
  number: string;
  milestoneId: string | null;
  tiedMinor: Minor;
  /** Looked for only where something is due. */
  freeMinor: Minor;
}

/** Money that counts for the project and settles an invoice of none, as an earlier rule allowed. */
export interface Elsewhere {
  receiptId: string;
  receiptNumber: string;
  invoiceNumber: string;
  amountMinor: Minor;
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
  /** Whether any invoice was ever issued, credited or not. */
  hasInvoices: boolean;
  /** Issued receipts that were not reversed. */
  receivedMinor: Minor;
  orders: readonly OrderFigures[];
  /** Approved billable hours that are not settled, as projects has them; null where it does not say. */
  work: UnbilledWork | null;
  /** The oldest first; so many as a report can hold. */
  openInvoices: readonly OpenInvoice[];
  spareReceipts: readonly SpareReceipt[];
  elsewhere: readonly Elsewhere[];
}
