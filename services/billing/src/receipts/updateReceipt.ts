import { assertHappened } from '@closeout/contracts/dates';
import type { UpdateReceiptBody } from '@closeout/contracts/http/billing';
import { fromMinor, toMinor } from '@closeout/contracts/money';
import type { Actor } from '@closeout/service-kit/auth';
import { checkVersion } from '@closeout/service-kit/http';
import type { z } from 'zod';
import { assertVisible } from '../documents/visibility.js';
import { assertDraft } from '../invoices/invoice.js';
import type { PrismaTx } from '../prisma.js';
import { findKnown } from '../projects/projectStore.js';
import { decideSubject, ledgersOf } from '../projects/subject.js';
import { assertNothingNew, planAllocations, planValue } from './planAllocations.js';
import type { Receipt } from './receipt.js';
import { holdReceipt } from './receiptStore.js';

/**
 * Changes a draft; all rules of a new draft hold again for the result.
 * @throws DomainError `document-issued` (conflict), `stale-version`, and what drafting throws
 */
export async function updateReceipt(
  tx: PrismaTx,
  id: string,
  body: z.output<typeof UpdateReceiptBody>,
  request: { actor: Pick<Actor, 'clearance'>; ifMatch: number | null; now: Date },
): Promise<Receipt> {
  const { actor, now } = request;
  const held = assertVisible(actor, await holdReceipt(tx, id), 'receipt', id);
  assertDraft(held);
  checkVersion(request.ifMatch, held.version);
  if (body.paymentDate !== undefined) assertHappened(body.paymentDate, now, '/paymentDate');
  const currency = body.currency ?? held.currency;
  const amountMinor = toMinor(body.amount ?? fromMinor(held.amountMinor, held.currency), currency);
  const wanted = {
    customerId: body.customerId ?? held.customerId,
    currency,
    projectId: body.projectId === undefined ? held.projectId : body.projectId,
    // Who moves a draft to another project, or to none, does not mean to keep the milestone.
    milestoneId:
      body.milestoneId === undefined && body.projectId === undefined
        ? held.milestoneId
        : (body.milestoneId ?? null),
  };
  const plan =
    body.allocations ??
    held.allocations.map((each) => ({
      invoiceId: each.invoiceId,
      amount: fromMinor(each.amountMinor, held.currency),
    }));
  const subject = decideSubject(wanted, await findKnown(tx, wanted), actor.clearance, {
    settles: plan.length > 0,
  });
  const { customerId, projectId, milestoneId } = subject;
  const allocations = await planAllocations(
    tx,
    { status: 'DRAFT', customerId, currency, projectId, milestoneId, amountMinor },
    plan,
    actor,
  );
  assertNothingNew({ projectId, amountMinor, allocations }, ledgersOf(subject));
  const receipt: Receipt = {
    ...held,
    version: held.version + 1,
    customerId,
    customerName: subject.customer.name,
    securityLevel: subject.customer.securityLevel,
    currency,
    projectId,
    milestoneId,
    amountMinor,
    paymentDate: body.paymentDate ?? held.paymentDate,
    method: body.method === undefined ? held.method : body.method,
    reference: body.reference === undefined ? held.reference : body.reference,
    allocations,
    updatedAt: now,
  };
  await saveDraft(tx, receipt);
  return receipt;
}

async function saveDraft(tx: PrismaTx, receipt: Receipt): Promise<void> {
  const { version, customerId, currency, projectId, milestoneId, amountMinor, method, reference, updatedAt } =
    receipt;
  await tx.prisma.receipt.update({
    where: { id: receipt.id, status: 'DRAFT' },
    data: {
      version,
      customerId,
      currency,
      projectId,
      milestoneId,
      amountMinor,
      method,
      reference,
      updatedAt,
      paymentDate: new Date(receipt.paymentDate),
      plan: planValue(receipt.allocations),
    },
  });
}
