import type { Minor } from '@closeout/contracts/money';
import type { Cpo, CpoStatus, Drawdown, Mismatch } from './cpo.js';
import type { Sums } from './spread.js';

type Compared = Pick<Cpo, 'amountMinor' | 'drawdown'>;

/** Ordered = invoiced = received; without the invoices where there is none (domain model, "Project status"). */
export function differs({ amountMinor, drawdown }: Compared): boolean {
  const { invoiceLeg, invoicedMinor, receivedMinor } = drawdown;
  return (invoiceLeg && amountMinor !== invoicedMinor) || amountMinor !== receivedMinor;
}

/** Ordered less invoiced; less received where that is what differs. */
export function differenceOf(mismatch: Mismatch, invoiceLeg: boolean): Minor {
  const { orderedMinor, invoicedMinor, receivedMinor } = mismatch;
  return invoiceLeg && orderedMinor !== invoicedMinor
    ? orderedMinor - invoicedMinor
    : orderedMinor - receivedMinor;
}

export function mismatchOf(
  { amountMinor, drawdown }: Compared,
  status: Mismatch['status'] = 'FOUND',
): Mismatch {
  const { invoicedMinor, receivedMinor } = drawdown;
  return {
    status,
    orderedMinor: amountMinor,
    invoicedMinor,
    receivedMinor,
    reason: null,
    decidedBy: null,
    decidedByName: null,
    decidedAt: null,
    report: null,
  };
}

/** What the order counts as in its project's sums: what was invoiced, where direction accepted the mismatch. */
export function countsMinor({
  amountMinor,
  mismatch,
  drawdown,
}: Pick<Cpo, keyof Compared | 'mismatch'>): Minor {
  if (mismatch?.status !== 'ACCEPTED') return amountMinor;
  return drawdown.invoiceLeg ? mismatch.invoicedMinor : mismatch.receivedMinor;
}

export interface Review {
  status: CpoStatus;
  mismatch: Mismatch | null;
  /** null: only the figures of a mismatch that is known moved on. */
  said: 'cpoMismatchFound' | 'cpoMismatchReported' | 'cpoMismatchResolved' | null;
}

/**
 * What becomes of the mismatch of a finalized order when its figures, or those of its project, changed: it appears, goes away, or
 * shows other amounts. What direction accepted does not stand any longer once ordered or invoiced are others, or what was received moved
 * away from what was invoiced.
 * @returns null when nothing changes
 */
export function review(cpo: Pick<Cpo, keyof Compared | 'status' | 'mismatch'>): Review | null {
  const { status, mismatch } = cpo;
  const reported = status === 'DIRECTION_PENDING' && mismatch?.status === 'REPORTED';
  if (status !== 'FINALIZED' && !reported) return null;
  if (mismatch?.status === 'ACCEPTED' && stands(mismatch, cpo)) return null;
  if (!differs(cpo))
    return mismatch ? { status: 'FINALIZED', mismatch: null, said: 'cpoMismatchResolved' } : null;
  if (!mismatch || mismatch.status === 'ACCEPTED')
    return { status, mismatch: mismatchOf(cpo), said: 'cpoMismatchFound' };
  if (sameFigures(mismatch, cpo)) return null;
  const { orderedMinor, invoicedMinor, receivedMinor } = mismatchOf(cpo);
  const moved = { ...mismatch, orderedMinor, invoicedMinor, receivedMinor };
  // Direction is to decide on what is so now.
  return { status, mismatch: moved, said: reported ? 'cpoMismatchReported' : null };
}

/** Money that comes in for what was invoiced, or goes back where there was too much, is what whoever accepted expected. */
function stands(accepted: Mismatch, { amountMinor, drawdown }: Compared): boolean {
  const { invoicedMinor, receivedMinor, invoiceLeg } = drawdown;
  if (accepted.orderedMinor !== amountMinor || accepted.invoicedMinor !== invoicedMinor) return false;
  if (receivedMinor === accepted.receivedMinor) return true;
  return (
    invoiceLeg &&
    (receivedMinor > accepted.receivedMinor ? receivedMinor <= invoicedMinor : receivedMinor >= invoicedMinor)
  );
}

function sameFigures(mismatch: Mismatch, { amountMinor, drawdown }: Compared): boolean {
  return (
    mismatch.orderedMinor === amountMinor &&
    mismatch.invoicedMinor === drawdown.invoicedMinor &&
    mismatch.receivedMinor === drawdown.receivedMinor
  );
}

/**
 * What is drawn on an order: its share of all that its project has (see `spread`); without a project, or cancelled, what names it.
 * @param project the sums of the whole project
 */
export function drawdownOf(
  pinned: Sums,
  share: Sums | undefined,
  project: ProjectSums | undefined,
): Drawdown {
  if (!share || !project) return { ...pinned, invoiceLeg: true };
  return { ...share, invoiceLeg: hasInvoiceLeg(project) };
}

export interface ProjectSums extends Sums {
  /** Whether any invoice of it was ever issued, credited or not. */
  hasInvoices: boolean;
}

/**
 * A project that was collected by receipts alone, without one invoice, is compared without them. One whose invoices were credited is
 * not: what was paid of them is the customer's.
 */
export const hasInvoiceLeg = ({ hasInvoices, receivedMinor }: Omit<ProjectSums, 'invoicedMinor'>): boolean =>
  hasInvoices || receivedMinor === 0n;
