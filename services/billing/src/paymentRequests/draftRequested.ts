import { DomainError } from '@closeout/contracts/errors';
import type { Tx } from '@closeout/service-kit/db';
import { createInvoice, type Issuer } from '../invoices/createInvoice.js';
import { findLastRate } from '../invoices/invoiceStore.js';
import { lockMilestone } from '../projects/projectStore.js';
import { claimRequest, isInvoiced, saveOutcome, type Outcome } from './paymentRequestStore.js';

export interface RequestedPayment {
  milestoneId: string;
  projectId: string;
  customerId: string;
  currency: string;
  requestedAt: Date;
}

/** Whoever requested it may not see the customer; the draft is for those who do. */
const everyClearance = { clearance: 9 };

/**
 * Drafts the invoice of a milestone whose stage is complete, once and for ever, as finance would by hand. What forbids it now will
 * not be asked again: it is recorded, and finance drafts by hand when it is cleared.
 */
export async function draftRequested(tx: Tx, payment: RequestedPayment, issuer: Issuer): Promise<void> {
  const { milestoneId } = payment;
  if (!(await claimRequest(tx, { ...payment, now: issuer.now }))) return;
  const outcome = await draft(tx, payment, issuer);
  await saveOutcome(tx, milestoneId, outcome);
  tx.audit({
    action: 'draftRequestedInvoice',
    ...('invoiceId' in outcome
      ? { record: 'invoice', id: outcome.invoiceId }
      : { record: 'milestone', id: milestoneId }),
    projectId: payment.projectId,
    detail: { milestoneId, ...outcome },
  });
}

async function draft(tx: Tx, payment: RequestedPayment, issuer: Issuer): Promise<Outcome> {
  const { milestoneId, projectId, customerId, currency } = payment;
  // A change of the milestone that comes at the same time finds the draft, or is found by it.
  await lockMilestone(tx, milestoneId);
  if (await isInvoiced(tx, milestoneId)) return { reason: 'already-invoiced' };
  const body = {
    ...{ customerId, currency, projectId, milestoneId, dueDate: null },
    ...{ supplyDate: null, exemptionReason: null },
    taxRate: (await findLastRate(tx, customerId)) ?? undefined,
  };
  try {
    const { id } = await createInvoice(tx, body, everyClearance, issuer, { followsMilestone: true });
    return { invoiceId: id };
  } catch (error) {
    // A rule, not a fault of the moment: nothing was written, and to try again would end in the same.
    if (error instanceof DomainError) return { reason: error.code };
    throw error;
  }
}
