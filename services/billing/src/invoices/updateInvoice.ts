import type { UpdateInvoiceBody } from '@closeout/contracts/http/billing';
import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import type { z } from 'zod';
import { assertVisible } from '../documents/visibility.js';
import { findKnown } from '../projects/projectStore.js';
import { decideSubject } from '../projects/subject.js';
import { priceDraft } from './draftInvoice.js';
import { saveDraft } from './draftStore.js';
import { assertDraft, type Invoice } from './invoice.js';
import { holdInvoice } from './invoiceStore.js';
import { draftsOf, pricedAsBefore, priceLines, type Priced } from './totals.js';

/**
 * Changes a draft; all rules of a new draft hold again for the result.
 * @throws DomainError `document-issued` (conflict), `stale-version`, and what drafting throws
 */
export async function updateInvoice(
  tx: Tx,
  id: string,
  body: z.output<typeof UpdateInvoiceBody>,
  request: { actor: Pick<Actor, 'clearance'>; ifMatch: number | null; now: Date },
): Promise<Invoice> {
  const held = assertVisible(request.actor, await holdInvoice(tx, id), 'invoice', id);
  assertDraft(held);
  checkVersion(request.ifMatch, held.version);
  const wanted = {
    customerId: body.customerId ?? held.customerId,
    currency: body.currency ?? held.currency,
    projectId: body.projectId === undefined ? held.projectId : body.projectId,
    // Who moves a draft to another project, or to none, does not mean to keep the milestone.
    milestoneId:
      body.milestoneId === undefined && body.projectId === undefined
        ? held.milestoneId
        : (body.milestoneId ?? null),
    // Of another project, it is the order of that project.
    cpoId: body.cpoId === undefined && body.projectId === undefined ? held.cpoId : body.cpoId,
  };
  const known = await findKnown(tx, wanted, { pins: true });
  const subject = decideSubject(wanted, known, request.actor.clearance);
  const before = draftsOf(held.lines);
  // Another currency rounds differently: its lines are priced anew.
  const again = body.lines
    ? pricedAsBefore(body.lines, before)
    : subject.currency === held.currency
      ? null
      : before;
  const priced: Priced =
    body.taxRate !== undefined
      ? priceDraft(subject, undefined, body.taxRate)
      : again
        ? priceLines(again, subject.currency)
        : held;
  const invoice: Invoice = {
    ...held,
    version: held.version + 1,
    customerId: subject.customerId,
    customerName: subject.customer.name,
    securityLevel: subject.customer.securityLevel,
    currency: subject.currency,
    projectId: subject.projectId,
    milestoneId: subject.milestoneId,
    cpoId: subject.cpo?.id ?? null,
    followsMilestone: false,
    dueDate: body.dueDate === undefined ? held.dueDate : body.dueDate,
    supplyDate: body.supplyDate === undefined ? held.supplyDate : body.supplyDate,
    exemptionReason: body.exemptionReason === undefined ? held.exemptionReason : body.exemptionReason,
    lines: priced.lines,
    taxes: priced.taxes,
    netMinor: priced.netMinor,
    taxMinor: priced.taxMinor,
    grossMinor: priced.grossMinor,
    updatedAt: request.now,
  };
  await saveDraft(tx, invoice);
  return invoice;
}
