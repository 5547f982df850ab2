import { conflict, invalid } from '@closeout/contracts/errors';
import { fromMinor, type Minor } from '@closeout/contracts/money';
import { dueOf, isIssued, type Invoice } from '../invoices/invoice.js';

/** What a receipt settles of one invoice, net of what credit notes released. */
export interface Allocation {
  invoiceId: string;
  /** null while the receipt is a draft and the invoice has been one too. */
  invoiceNumber: string;
  projectId: string | null;
  milestoneId: string | null;
  amountMinor: Minor;
  /** What of it came from the customer’s credit. Of a receipt without project all of it did, whatever this says. */
  fromFreeMinor: Minor;
}

export interface Receipt {
  id: string;
  version: number;
  status: 'DRAFT' | 'ISSUED' | 'REVERSED';
  legalEntity: string;
  number: string | null;
  customerId: string;
  customerName: string;
  securityLevel: number;
  currency: string;
  projectId: string | null;
  milestoneId: string | null;
  amountMinor: Minor;
  refundedMinor: Minor;
  /** Moved from the project that it names to the customer's credit, and what of that is still there. */
  releasedMinor: Minor;
  freeMinor: Minor;
  paymentDate: string;
  method: string | null;
  reference: string | null;
  issueDate: string | null;
  issuedAt: Date | null;
  /** Of a draft: what issuing it will settle. */
  allocations: Allocation[];
  reversal: { number: string; reason: string; reversedAt: Date } | null;
  createdAt: Date;
  updatedAt: Date;
}

export type IssuedReceipt = Receipt & {
  status: 'ISSUED' | 'REVERSED';
  number: string;
  issueDate: string;
  issuedAt: Date;
};

/** Issued once, reversed or not. @throws DomainError `document-not-issued` (conflict) */
export function assertWasIssued(receipt: Receipt): asserts receipt is IssuedReceipt {
  if (receipt.status !== 'DRAFT') return;
  throw conflict('document-not-issued', `Receipt ${receipt.id} is a draft: issue it first.`, {
    allowed: ['issue'],
  });
}

export interface PlannedAllocation {
  invoiceId: string;
  amountMinor: Minor;
}

export const sumOf = (parts: readonly { amountMinor: Minor }[]): Minor =>
  parts.reduce((sum, part) => sum + part.amountMinor, 0n);

/** What is left of it: neither settles an invoice nor was paid back. */
export const unallocatedOf = (
  receipt: Pick<Receipt, 'amountMinor' | 'allocations' | 'refundedMinor'>,
): Minor => receipt.amountMinor - sumOf(receipt.allocations) - receipt.refundedMinor;

/** What is left of a receipt: for the project (and milestone) that it names, and as the customer's credit. */
export interface Pots {
  tiedMinor: Minor;
  freeMinor: Minor;
}

export type Potted = Pick<
  Receipt,
  'projectId' | 'amountMinor' | 'allocations' | 'refundedMinor' | 'freeMinor'
>;

/** Of a receipt without project all that is left is the customer's credit; of one with a project, what was released. */
export function potsOf(receipt: Potted): Pots {
  const leftMinor = unallocatedOf(receipt);
  if (receipt.projectId === null) return { tiedMinor: 0n, freeMinor: leftMinor };
  return { tiedMinor: leftMinor - receipt.freeMinor, freeMinor: receipt.freeMinor };
}

/** An amount out of two pots, as much as can be out of the first. The caller has checked that it is there. */
export function takeFrom({ tiedMinor }: Pots, amountMinor: Minor): Pots {
  const fromTied = amountMinor < tiedMinor ? amountMinor : tiedMinor;
  return { tiedMinor: fromTied, freeMinor: amountMinor - fromTied };
}

/** What of an amount came from which pot; of a receipt without project everything is the customer's credit. */
export function sourcesOf(
  { projectId }: Pick<Receipt, 'projectId'>,
  { amountMinor, fromFreeMinor }: { amountMinor: Minor; fromFreeMinor: Minor },
): Pots {
  const freeMinor = projectId === null ? amountMinor : fromFreeMinor;
  return { tiedMinor: amountMinor - freeMinor, freeMinor };
}

/**
 * Σ of the allocations ≤ the amount, and each invoice once.
 * @throws DomainError `allocation-repeated` (invalid), `allocation-exceeds-receipt` (conflict)
 */
export function checkPlan(amountMinor: Minor, plan: readonly PlannedAllocation[], currency: string): void {
  const seen = new Set<string>();
  for (const [index, { invoiceId }] of plan.entries()) {
    if (seen.has(invoiceId)) {
      const detail = `Invoice ${invoiceId} is named twice.`;
      const pointer = `/allocations/${index}/invoiceId`;
      throw invalid('allocation-repeated', detail, [{ pointer, code: 'allocation-repeated', detail }]);
    }
    seen.add(invoiceId);
  }
  const total = sumOf(plan);
  if (total > amountMinor) throw exceedsReceipt(total, amountMinor, currency);
}

export function exceedsReceipt(wanted: Minor, left: Minor, currency: string): Error {
  return conflict(
    'allocation-exceeds-receipt',
    `${fromMinor(wanted, currency)} cannot be allocated from ${fromMinor(left, currency)}.`,
    { left: fromMinor(left, currency) },
  );
}

type Settling = Pick<
  Receipt,
  'status' | 'customerId' | 'currency' | 'projectId' | 'milestoneId' | 'amountMinor'
>;

/**
 * May this receipt settle that much of this invoice? Same customer, same currency, an invoice that its money is for, issued, and no
 * more than is due.
 * @param pots what is left of the receipt; of a draft, all of it
 * @returns how much comes out of which pot
 * @throws DomainError `allocation-mismatch`, `currency-mismatch`, `document-not-issued`, `allocation-exceeds-due` (conflict)
 */
export function checkSettles(
  receipt: Settling,
  invoice: Invoice,
  amountMinor: Minor,
  pots: Pots = wholeOf(receipt),
): Pots {
  const name = invoice.number ?? invoice.id;
  const extra = { invoiceId: invoice.id };
  if (invoice.customerId !== receipt.customerId) {
    throw conflict('allocation-mismatch', `Invoice ${name} is another customer’s.`, extra);
  }
  if (invoice.currency !== receipt.currency) {
    throw conflict(
      'currency-mismatch',
      `Invoice ${name} is in ${invoice.currency}, the receipt in ${receipt.currency}.`,
      extra,
    );
  }
  const elsewhere = whyElsewhere(receipt, invoice);
  if (elsewhere !== null && amountMinor > pots.freeMinor) {
    const split = splitOf(receipt, invoice, amountMinor);
    const release = fromMinor(amountMinor - pots.freeMinor, receipt.currency);
    const detail = `Invoice ${name} ${elsewhere} ${hintOf(receipt, name, split, release)}`;
    throw conflict('allocation-mismatch', detail, {
      ...extra,
      split,
      ...(receipt.status !== 'DRAFT' && { release }),
    });
  }
  if (!isIssued(invoice)) {
    throw conflict('document-not-issued', `Invoice ${name} is a draft: issue it first.`, extra);
  }
  if (amountMinor > dueOf(invoice)) {
    const due = fromMinor(dueOf(invoice), invoice.currency);
    throw conflict('allocation-exceeds-due', `Only ${due} is due of invoice ${name}.`, { ...extra, due });
  }
  return elsewhere === null ? takeFrom(pots, amountMinor) : { tiedMinor: 0n, freeMinor: amountMinor };
}

const wholeOf = ({ projectId, amountMinor }: Settling): Pots =>
  projectId === null ? { tiedMinor: 0n, freeMinor: amountMinor } : { tiedMinor: amountMinor, freeMinor: 0n };

type Place = Pick<Receipt, 'projectId' | 'milestoneId'>;

/**
 * Money that is tied to a project settles invoices of that project only; to a milestone, such of that milestone or of the
 * project as a whole. The customer's credit may settle any. (Trigger `allocation_matches` says the same.) null: it may.
 */
function whyElsewhere(receipt: Place, invoice: Place): string | null {
  if (receipt.projectId === null) return null;
  if (invoice.projectId === null)
    return 'is for no project: a receipt that names a project settles invoices of that project only.';
  if (invoice.projectId !== receipt.projectId) return 'is for another project than the receipt.';
  const { milestoneId } = invoice;
  if (receipt.milestoneId === null || milestoneId === null || milestoneId === receipt.milestoneId)
    return null;
  return 'is for another milestone than the receipt.';
}

interface Part extends Place {
  amount: string;
}

/** The payment as two receipts: the part that settles the invoice, for whatever that is for, and the rest as it was meant. */
function splitOf(receipt: Settling, invoice: Place, amountMinor: Minor): Part[] {
  const parts = [
    { projectId: invoice.projectId, milestoneId: invoice.milestoneId, amountMinor },
    { ...receipt, amountMinor: receipt.amountMinor - amountMinor },
  ];
  return parts
    .filter((part) => part.amountMinor > 0n)
    .map(({ projectId, milestoneId, amountMinor: minor }) => ({
      ...{ projectId, milestoneId },
      amount: fromMinor(minor, receipt.currency),
    }));
}

function hintOf({ status }: Settling, name: string, [own, rest]: readonly Part[], release: string): string {
  const where = own?.projectId ? 'the invoice’s project' : 'no project';
  const first =
    status === 'DRAFT'
      ? ''
      : `Move ${release} to the customer’s credit first, which settles any invoice. Or reverse the receipt first. `;
  if (!rest) return `${first}Enter the payment for ${where} instead.`;
  return `${first}Enter the payment as two receipts: ${own?.amount} for ${where}, which settles ${name}, and ${rest.amount} as before.`;
}
