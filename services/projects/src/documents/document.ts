import { toMinor, type Minor } from '@closeout/contracts/money';
import { z } from 'zod';

const amount = z.string();

/** The least of each of billing's documents that projects need; anything else in them is ignored. */
const issued = {
  id: z.uuid(),
  version: z.int(),
  number: z.string(),
  status: z.string(),
  customerId: z.uuid(),
  currency: z.string(),
  issuedAt: z.string(),
};
const allocated = { projectId: z.uuid().nullable(), milestoneId: z.uuid().nullable() };

export const ReplicatedInvoice = z.object({
  ...issued,
  ...allocated,
  paymentStatus: z.string(),
  issueDate: z.string(),
  totals: z.object({ gross: amount, credited: amount }),
});
export const ReplicatedCreditNote = z.object({
  ...issued,
  ...allocated,
  issueDate: z.string(),
  totals: z.object({ gross: amount }),
});
export const ReplicatedReceipt = z.object({
  ...issued,
  paymentDate: z.string(),
  projectShares: z.array(z.object({ ...allocated, projectId: z.uuid(), amount })),
});

export const ReplicatedRefund = z.object({
  ...issued,
  ...allocated,
  refundDate: z.string(),
  fromTied: amount,
});

export const ReplicatedCpo = z.object({
  id: z.uuid(),
  version: z.int(),
  number: z.string(),
  status: z.string(),
  customerId: z.uuid(),
  projectId: z.uuid().nullable(),
  amount,
  currency: z.string(),
  versions: z.array(z.object({ createdAt: z.string() })),
});

export interface DocumentShare {
  projectId: string;
  milestoneId: string | null;
  amountMinor: Minor;
}

/** An issued document as it is kept here. */
export interface Document {
  id: string;
  kind: 'INVOICE' | 'CREDIT_NOTE' | 'RECEIPT' | 'REFUND' | 'CPO';
  version: number;
  number: string;
  status: string;
  paymentStatus: string | null;
  customerId: string;
  currency: string;
  documentDate: string;
  issuedAt: string;
  invoicedMinor: Minor;
  /** What of it belongs to which project. null: this version does not say (a reversal leaves nothing to share). */
  shares: DocumentShare[] | null;
}

/** An invoice counts with what is left of it after credit notes; null for one that belongs to no project. */
export function invoiceDocument(invoice: z.output<typeof ReplicatedInvoice>): Document | null {
  const { projectId, milestoneId, currency } = invoice;
  if (projectId === null) return null;
  const gross = toMinor(invoice.totals.gross, currency);
  return {
    ...headOf(invoice),
    kind: 'INVOICE',
    paymentStatus: invoice.paymentStatus,
    documentDate: invoice.issueDate,
    invoicedMinor: gross - toMinor(invoice.totals.credited, currency),
    shares: [{ projectId, milestoneId, amountMinor: gross }],
  };
}

/** Only shown: its invoice's own event says how much is credited. */
export function creditNoteDocument(note: z.output<typeof ReplicatedCreditNote>): Document | null {
  const { projectId, milestoneId, currency } = note;
  if (projectId === null) return null;
  return {
    ...headOf(note),
    kind: 'CREDIT_NOTE',
    paymentStatus: null,
    documentDate: note.issueDate,
    invoicedMinor: 0n,
    shares: [{ projectId, milestoneId, amountMinor: toMinor(note.totals.gross, currency) }],
  };
}

/**
 * A receipt counts in every project and milestone that it has a share in, while it is ISSUED. Also one without shares is
 * kept: its reversal may arrive first, and what arrives later and is older must not count.
 */
export function receiptDocument(receipt: z.output<typeof ReplicatedReceipt>): Document {
  const shares = receipt.projectShares.map(({ projectId, milestoneId, amount: decimal }) => ({
    projectId,
    milestoneId,
    amountMinor: toMinor(decimal, receipt.currency),
  }));
  return {
    ...headOf(receipt),
    kind: 'RECEIPT',
    paymentStatus: null,
    documentDate: receipt.paymentDate,
    invoicedMinor: 0n,
    shares: receipt.status === 'ISSUED' ? shares : null,
  };
}

/** Only shown: its receipt's own event says how much it still counts. null where nothing of it had counted for a project. */
export function refundDocument(refund: z.output<typeof ReplicatedRefund>): Document | null {
  const { projectId, milestoneId, currency } = refund;
  const amountMinor = toMinor(refund.fromTied, currency);
  if (projectId === null || amountMinor === 0n) return null;
  return {
    ...headOf(refund),
    kind: 'REFUND',
    paymentStatus: null,
    documentDate: refund.refundDate,
    invoicedMinor: 0n,
    shares: [{ projectId, milestoneId, amountMinor }],
  };
}

/** Only shown, with the amount that counts. Also one without a project is kept: it may have had one that it is to leave. */
export function cpoDocument(cpo: z.output<typeof ReplicatedCpo>): Document {
  const { projectId, currency, versions } = cpo;
  const enteredAt = versions[0]?.createdAt ?? new Date(0).toISOString();
  const amountMinor = toMinor(cpo.amount, currency);
  return {
    ...headOf({ ...cpo, issuedAt: enteredAt }),
    kind: 'CPO',
    paymentStatus: null,
    documentDate: enteredAt.slice(0, 10),
    invoicedMinor: 0n,
    shares: projectId === null ? [] : [{ projectId, milestoneId: null, amountMinor }],
  };
}

type Head = Pick<Document, 'id' | 'version' | 'number' | 'status' | 'customerId' | 'currency' | 'issuedAt'>;

function headOf({ id, version, number, status, customerId, currency, issuedAt }: Head): Head {
  return { id, version, number, status, customerId, currency, issuedAt };
}
