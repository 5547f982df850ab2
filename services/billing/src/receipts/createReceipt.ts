import { assertHappened } from '@closeout/contracts/dates';
import type { CreateReceiptBody } from '@closeout/contracts/http/billing';
import { toMinor } from '@closeout/contracts/money';
import type { Actor } from '@closeout/service-kit/auth';
import { newId, type Tx } from '@closeout/service-kit/db';
import type { z } from 'zod';
import type { Issuer } from '../invoices/createInvoice.js';
import { findKnown } from '../projects/projectStore.js';
import { decideSubject, ledgersOf } from '../projects/subject.js';
import { assertNothingNew, planAllocations, planValue } from './planAllocations.js';
import type { Receipt } from './receipt.js';

/**
 * Drafts a receipt. Hot: raw statements only.
 * @throws DomainError `date-in-future`, `amount-scale` (invalid), and what `decideSubject` and `planAllocations` throw
 */
export async function createReceipt(
  tx: Tx,
  body: z.output<typeof CreateReceiptBody>,
  actor: Pick<Actor, 'clearance'>,
  { legalEntity, now }: Omit<Issuer, 'today'>,
): Promise<Receipt> {
  assertHappened(body.paymentDate, now, '/paymentDate');
  const amountMinor = toMinor(body.amount, body.currency);
  const subject = decideSubject(body, await findKnown(tx, body), actor.clearance, {
    settles: body.allocations.length > 0,
  });
  const { customerId, currency, projectId, milestoneId } = subject;
  const allocations = await planAllocations(
    tx,
    { status: 'DRAFT', customerId, currency, projectId, milestoneId, amountMinor },
    body.allocations,
    actor,
  );
  assertNothingNew({ projectId, amountMinor, allocations }, ledgersOf(subject));
  const receipt: Receipt = {
    id: newId(),
    version: 1,
    status: 'DRAFT',
    legalEntity,
    number: null,
    customerId,
    customerName: subject.customer.name,
    securityLevel: subject.customer.securityLevel,
    currency,
    projectId,
    milestoneId,
    amountMinor,
    refundedMinor: 0n,
    releasedMinor: 0n,
    freeMinor: 0n,
    paymentDate: body.paymentDate,
    method: body.method,
    reference: body.reference,
    issueDate: null,
    issuedAt: null,
    allocations,
    reversal: null,
    createdAt: now,
    updatedAt: now,
  };
  await tx.query(
    `INSERT INTO receipt (id, legal_entity, customer_id, currency, project_id, milestone_id, amount_minor, payment_date, method,
       reference, plan, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)`,
    [
      receipt.id,
      legalEntity,
      customerId,
      currency,
      projectId,
      milestoneId,
      amountMinor,
      receipt.paymentDate,
      receipt.method,
      receipt.reference,
      JSON.stringify(planValue(allocations)),
      now,
    ],
  );
  return receipt;
}
