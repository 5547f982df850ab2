import type { CreateInvoiceBody } from '@closeout/contracts/http/billing';
import type { Actor } from '@closeout/service-kit/auth';
import { newId, type Moment, type Tx } from '@closeout/service-kit/db';
import type { z } from 'zod';
import { findKnown } from '../projects/projectStore.js';
import { decideSubject } from '../projects/subject.js';
import { priceDraft } from './draftInvoice.js';
import { insertDraft } from './draftStore.js';
import type { Invoice } from './invoice.js';

export interface Issuer extends Moment {
  /** The series that numbers are taken from. */
  legalEntity: string;
}

interface DraftOptions {
  /** It goes with its milestone until somebody edits it. */
  followsMilestone?: boolean;
}

/** Drafts an invoice. Hot: one statement to look everything up, one to write. */
export async function createInvoice(
  tx: Tx,
  body: z.output<typeof CreateInvoiceBody>,
  actor: Pick<Actor, 'clearance'>,
  { legalEntity, now, today }: Issuer,
  { followsMilestone = false }: DraftOptions = {},
): Promise<Invoice> {
  const subject = decideSubject(body, await findKnown(tx, body, { pins: true }), actor.clearance);
  const priced = priceDraft(subject, body.lines, body.taxRate);
  const invoice: Invoice = {
    id: newId(),
    version: 1,
    status: 'DRAFT',
    legalEntity,
    number: null,
    customerId: subject.customerId,
    customerName: subject.customer.name,
    securityLevel: subject.customer.securityLevel,
    currency: subject.currency,
    projectId: subject.projectId,
    milestoneId: subject.milestoneId,
    cpoId: subject.cpo?.id ?? null,
    cpoVersionNo: null,
    followsMilestone,
    issueDate: null,
    dueDate: body.dueDate,
    supplyDate: body.supplyDate,
    exemptionReason: body.exemptionReason,
    issuedAt: null,
    seller: null,
    buyer: null,
    ...priced,
    creditedMinor: 0n,
    paidMinor: 0n,
    createdAt: now,
    updatedAt: now,
  };
  await insertDraft(tx, invoice, today);
  return invoice;
}
