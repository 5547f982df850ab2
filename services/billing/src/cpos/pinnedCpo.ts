import { conflict, invalid } from '@closeout/contracts/errors';
import { assertInvoiceable, type CpoStatus, type Mismatch } from './cpo.js';

/** An order as whoever issues a document of it, or of its project, holds it. */
export interface LockedCpo {
  id: string;
  number: string;
  status: CpoStatus;
  projectId: string | null;
  quoteId: string | null;
  versionNo: number;
  mismatch: Pick<Mismatch, 'status'> | null;
}

/** An order that a draft names, or that its project has. */
export interface KnownCpo extends LockedCpo {
  customerId: string;
  currency: string;
  securityLevel: number;
}

/** Billing owns orders: what is not there is not on its way either. @throws DomainError `cpo-unknown` (invalid) */
export function assertKnown(cpoId: string | null | undefined, cpo: KnownCpo | null, clearance: number): void {
  if (typeof cpoId !== 'string' || (cpo && cpo.securityLevel <= clearance)) return;
  const detail = `There is no order ${cpoId}, or it is not yours to see.`;
  throw invalid('cpo-unknown', detail, [{ pointer: '/cpoId', code: 'cpo-unknown', detail }]);
}

/**
 * May an invoice for this customer and project be pinned to the order? (Composite foreign keys say the same.)
 * @throws DomainError `allocation-mismatch`, `currency-mismatch`, `cpo-not-open` (conflict)
 */
export function assertPinnable(
  cpo: KnownCpo,
  invoice: { customerId: string; currency: string; projectId: string | null },
): void {
  const extra = { cpoId: cpo.id };
  if (cpo.customerId !== invoice.customerId)
    throw conflict('allocation-mismatch', `Order ${cpo.number} is another customer’s.`, extra);
  if (cpo.currency !== invoice.currency) {
    const detail = `Order ${cpo.number} is in ${cpo.currency}, the invoice in ${invoice.currency}.`;
    throw conflict('currency-mismatch', detail, { ...extra, currency: cpo.currency });
  }
  if (cpo.projectId !== invoice.projectId) {
    const detail =
      cpo.projectId === null
        ? `Order ${cpo.number} is linked to no project yet: link it first.`
        : `Order ${cpo.number} belongs to another project.`;
    const allowed = cpo.projectId === null ? ['link'] : [];
    throw conflict('allocation-mismatch', detail, { ...extra, projectId: cpo.projectId, allowed });
  }
  assertInvoiceable(cpo);
}

/**
 * A quote's order gets its project within moments. An invoice that was issued before would never be the project's.
 * @throws DomainError `cpo-not-open`, `cpo-without-project` (conflict)
 */
export function assertIssuable(cpo: LockedCpo): void {
  assertInvoiceable(cpo);
  if (cpo.quoteId === null || cpo.projectId !== null) return;
  throw conflict(
    'cpo-without-project',
    `The project that comes of order ${cpo.number} is not here yet: try again, or link its quote to a project.`,
    { cpoId: cpo.id, quoteId: cpo.quoteId, allowed: ['link'], permissions: { link: 'quotes.manage' } },
  );
}
