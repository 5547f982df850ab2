import { conflict, DomainError, type ErrorCode } from '@closeout/contracts/errors';
import { fromMinor, type Minor } from '@closeout/contracts/money';
import type { Permission } from '@closeout/contracts/permissions';
import { assertOpen } from '../projects/ledger.js';
import { differs } from './mismatch.js';

export type CpoStatus = 'OPEN' | 'DIRECTION_PENDING' | 'FINALIZED' | 'CANCELLED';

export interface CpoVersion {
  no: number;
  amountMinor: Minor;
  status: 'DIRECTION_PENDING' | 'APPROVED' | 'REJECTED';
  reason: string | null;
  createdAt: Date;
  createdBy: string | null;
  createdByName: string | null;
  decidedAt: Date | null;
  decidedBy: string | null;
  decidedByName: string | null;
  decisionReason: string | null;
}

export interface Mismatch {
  status: 'FOUND' | 'REPORTED' | 'ACCEPTED' | 'REJECTED';
  orderedMinor: Minor;
  invoicedMinor: Minor;
  receivedMinor: Minor;
  reason: string | null;
  decidedBy: string | null;
  decidedByName: string | null;
  decidedAt: Date | null;
  report: Report | null;
}

/** What direction was told. */
export interface Report {
  reason: string;
  by: string | null;
  byName: string | null;
  at: Date | null;
}

/** The project of an order, as far as billing knows it. */
export interface CpoProject {
  number: string;
  title: string;
  status: string;
  closureId: string | null;
}

/** What was drawn on an order. */
export interface Drawdown {
  /** Gross less credited. */
  invoicedMinor: Minor;
  receivedMinor: Minor;
  /** false: the project was collected by receipts alone, so that only what was received can be compared. */
  invoiceLeg: boolean;
}

/** A customer's purchase order. */
export interface Cpo {
  id: string;
  version: number;
  status: CpoStatus;
  number: string;
  customerId: string;
  customerName: string;
  /** The customer's; who has less clearance does not see the order either. */
  securityLevel: number;
  currency: string;
  projectId: string | null;
  project: CpoProject | null;
  quoteId: string | null;
  budgetNodeId: string | null;
  /** The last version that was approved: it counts. */
  versionNo: number;
  amountMinor: Minor;
  /** Gross less credited of the issued invoices that are pinned to it. */
  pinnedMinor: Minor;
  drawdown: Drawdown;
  mismatch: Mismatch | null;
  versions: CpoVersion[];
  createdAt: Date;
  updatedAt: Date;
}

/** What waits for direction, or does not agree, allows other actions than the bare status says. */
type Situation = 'OPEN' | 'VERSION_PENDING' | 'FINALIZED' | 'MISMATCHED' | 'MISMATCH_PENDING' | 'CANCELLED';

export type CpoAction =
  | 'versions'
  | 'versions/approve'
  | 'versions/reject'
  | 'link'
  | 'invoice'
  | 'finalize'
  | 'mismatch/report'
  | 'mismatch/accept'
  | 'mismatch/reject'
  | 'reopen'
  | 'cancel';

interface Transition {
  action: CpoAction;
  from: readonly Situation[];
  /** Where it leads; the same status where nothing is said. */
  to?: CpoStatus;
  permission: Permission;
}

/** What is possible when, and who may: all of it (domain model, "Customers, quotes, CPOs"). */
export const transitions: readonly Transition[] = [
  { action: 'versions', from: ['OPEN'], to: 'DIRECTION_PENDING', permission: 'cpos.manage' },
  { action: 'versions/approve', from: ['VERSION_PENDING'], to: 'OPEN', permission: 'cpos.direction' },
  { action: 'versions/reject', from: ['VERSION_PENDING'], to: 'OPEN', permission: 'cpos.direction' },
  { action: 'link', from: ['OPEN', 'VERSION_PENDING'], permission: 'cpos.manage' },
  { action: 'invoice', from: ['OPEN', 'VERSION_PENDING'], permission: 'invoices.issue' },
  { action: 'finalize', from: ['OPEN'], to: 'FINALIZED', permission: 'cpos.manage' },
  { action: 'mismatch/report', from: ['MISMATCHED'], to: 'DIRECTION_PENDING', permission: 'cpos.manage' },
  { action: 'mismatch/accept', from: ['MISMATCH_PENDING'], to: 'FINALIZED', permission: 'cpos.direction' },
  { action: 'mismatch/reject', from: ['MISMATCH_PENDING'], to: 'OPEN', permission: 'cpos.direction' },
  { action: 'reopen', from: ['FINALIZED', 'MISMATCHED'], to: 'OPEN', permission: 'cpos.manage' },
  { action: 'cancel', from: ['OPEN'], to: 'CANCELLED', permission: 'cpos.manage' },
];

type Placed = Pick<Cpo, 'id' | 'number' | 'status'> & { mismatch: Pick<Mismatch, 'status'> | null };

export function situationOf({ status, mismatch }: Pick<Placed, 'status' | 'mismatch'>): Situation {
  if (status === 'DIRECTION_PENDING')
    return mismatch?.status === 'REPORTED' ? 'MISMATCH_PENDING' : 'VERSION_PENDING';
  if (status === 'FINALIZED') return mismatch?.status === 'FOUND' ? 'MISMATCHED' : 'FINALIZED';
  return status;
}

export const openActions = (cpo: Pick<Placed, 'status' | 'mismatch'>): Transition[] =>
  transitions.filter(({ from }) => from.includes(situationOf(cpo)));

/**
 * @returns the status that the action leads to
 * @throws DomainError `transition-not-allowed` (conflict) with what is possible now, and who may do it
 */
export function assertCan(cpo: Placed, action: CpoAction): CpoStatus {
  const open = openActions(cpo);
  const found = open.find((row) => row.action === action);
  if (found) return found.to ?? cpo.status;
  throw conflict('transition-not-allowed', `${told(cpo)}: “${action}” is not possible. ${possible(cpo)}`, {
    ...extraOf(cpo),
  });
}

/** Why an action that the order's status allows is refused all the same. */
export function refusalOf(cpo: Cpo, action: CpoAction): { code: ErrorCode; detail: string } | null {
  const { projectId, project } = cpo;
  try {
    if (projectId !== null && project !== null)
      assertOpen([{ projectId, ...project }], { takesBack: action === 'cancel' });
    if (action === 'cancel') assertNotInvoiced(cpo, 'cancelled');
    if (action === 'link') assertNotInvoiced(cpo, 'linked');
    return null;
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, detail: error.detail };
    throw error;
  }
}

/** @throws DomainError `cpo-not-open` (conflict) */
export function assertInvoiceable(cpo: Placed): void {
  if (openActions(cpo).some(({ action }) => action === 'invoice')) return;
  throw conflict('cpo-not-open', `${told(cpo)}: nothing more is invoiced against it. ${possible(cpo)}`, {
    ...extraOf(cpo),
  });
}

/** @throws DomainError `cpo-invoiced` (conflict) */
export function assertNotInvoiced(cpo: Cpo, verb: 'cancelled' | 'linked'): void {
  if (cpo.pinnedMinor === 0n) return;
  const invoiced = fromMinor(cpo.pinnedMinor, cpo.currency);
  const told = `${invoiced} ${cpo.currency} are invoiced against order ${cpo.number}`;
  const extra = { cpoId: cpo.id, invoiced };
  if (verb === 'cancelled' && !differs(cpo)) {
    throw conflict('cpo-invoiced', `${told}, and all of it agrees: it is finalized, not cancelled.`, {
      ...extra,
      allowed: ['finalize'],
      permissions: { finalize: 'cpos.manage' },
    });
  }
  throw conflict('cpo-invoiced', `${told}: credit them before it is ${verb}.`, {
    ...extra,
    allowed: ['credit-notes'],
    permissions: { 'credit-notes': 'invoices.issue' },
  });
}

const told = (cpo: Placed): string => {
  const waiting = { VERSION_PENDING: ', a version waits', MISMATCH_PENDING: ', its mismatch waits' };
  return `Order ${cpo.number} is ${cpo.status}${waiting[situationOf(cpo) as keyof typeof waiting] ?? ''}`;
};

function possible(cpo: Placed): string {
  const open = openActions(cpo).map(({ action, permission }) => `${action} (${permission})`);
  return open.length > 0 ? `Possible now: ${open.join(', ')}.` : 'Nothing is possible any more.';
}

function extraOf(cpo: Placed): Record<string, unknown> {
  const open = openActions(cpo);
  return {
    cpoId: cpo.id,
    cpoStatus: cpo.status,
    allowed: open.map(({ action }) => action),
    permissions: Object.fromEntries(open.map(({ action, permission }) => [action, permission])),
  };
}
