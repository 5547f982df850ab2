import { CreateInvoiceBody, dayOf } from '@closeout/contracts';
import { newId, type Actor, type Tx } from '@closeout/service-kit';
import type { z } from 'zod';
import { findKnown } from '../projects/projectStore.js';
import { decideSubject } from '../projects/subject.js';
import { priceDraft } from './draftInvoice.js';
import type { Invoice } from './invoice.js';

export interface Issuer {
  /** The series that numbers are taken from. */
  legalEntity: string;
  now: Date;
}

/** Drafts an invoice. Hot: one statement to look everything up, one to write. */
export async function createInvoice(
  tx: Tx,
  body: z.output<typeof CreateInvoiceBody>,
  actor: Pick<Actor, 'clearance'>,
  { legalEntity, now }: Issuer,
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
    issueDate: null,
    dueDate: body.dueDate,
    issuedAt: null,
    seller: null,
    buyer: null,
    ...priced,
    creditedMinor: 0n,
    paidMinor: 0n,
    createdAt: now,
    updatedAt: now,
  };
  await insertInvoice(tx, invoice);
  return invoice;
}

async function insertInvoice(tx: Tx, invoice: Invoice): Promise<void> {
  const { lines, taxes } = invoice;
  await tx.query(
    `WITH drafted AS (
       INSERT INTO invoice (id, legal_entity, customer_id, currency, project_id, milestone_id, document_date, due_date,
         net_minor, tax_minor, gross_minor, created_at, updated_at, cpo_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $22)
     ), lines AS (
       INSERT INTO invoice_line (invoice_id, no, description, quantity, unit_price, tax_rate, net_minor)
       SELECT $1, l.no, l.description, l.quantity, l.price, l.rate, l.net
       FROM unnest($13::int[], $14::text[], $15::numeric[], $16::numeric[], $17::numeric[], $18::bigint[])
         AS l (no, description, quantity, price, rate, net)
     )
     INSERT INTO invoice_tax (invoice_id, tax_rate, taxable_minor, tax_minor)
     SELECT $1, t.rate, t.taxable, t.tax FROM unnest($19::numeric[], $20::bigint[], $21::bigint[]) AS t (rate, taxable, tax)`,
    [
      invoice.id,
      invoice.legalEntity,
      invoice.customerId,
      invoice.currency,
      invoice.projectId,
      invoice.milestoneId,
      dayOf(invoice.createdAt),
      invoice.dueDate,
      invoice.netMinor,
      invoice.taxMinor,
      invoice.grossMinor,
      invoice.createdAt,
      lines.map((line) => line.no),
      lines.map((line) => line.description),
      lines.map((line) => line.quantity),
      lines.map((line) => line.unitPrice),
      lines.map((line) => line.taxRate),
      lines.map((line) => line.netMinor),
      taxes.map((tax) => tax.taxRate),
      taxes.map((tax) => tax.taxableMinor),
      taxes.map((tax) => tax.taxMinor),
      invoice.cpoId,
    ],
  );
}
