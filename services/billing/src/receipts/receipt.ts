import { conflict, fromMinor, invalid, type Minor } from '@closeout/contracts';
import { dueOf, isIssued, type Invoice } from '../invoices/invoice.js';

/** What a receipt settles of one invoice, net of what credit notes released. */
export interface Allocation {
  invoiceId: string;
  /** null while the receipt is a draft and the invoice has been one too. */
  invoiceNumber: string;
  projectId: string | null;
  milestoneId: string | null;
  amountMinor: Minor;
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

export type IssuedReceipt = Receipt & { number: string; issueDate: string; issuedAt: Date };

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

export const unallocatedOf = (receipt: Pick<Receipt, 'amountMinor' | 'allocations'>): Minor =>
  receipt.amountMinor - sumOf(receipt.allocations);

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
 * @throws DomainError `allocation-mismatch`, `currency-mismatch`, `document-not-issued`, `allocation-exceeds-due` (conflict)
 */
export function checkSettles(receipt: Settling, invoice: Invoice, amountMinor: Minor): void {
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
  if (elsewhere !== null) {
    const split = splitOf(receipt, invoice, amountMinor);
    const detail = `Invoice ${name} ${elsewhere} ${hintOf(receipt, name, split)}`;
    throw conflict('allocation-mismatch', detail, { ...extra, split });
  }
  if (!isIssued(invoice)) {
    throw conflict('document-not-issued', `Invoice ${name} is a draft: issue it first.`, extra);
  }
  if (amountMinor > dueOf(invoice)) {
    const due = fromMinor(dueOf(invoice), invoice.currency);
    throw conflict('allocation-exceeds-due', `Only ${due} is due of invoice ${name}.`, { ...extra, due });
  }
}

type Place = Pick<Receipt, 'projectId' | 'milestoneId'>;

/**
 * Money that was given for a project settles invoices of that project only; for a milestone, such of that milestone or of the
 * project as a whole. What names no project may settle any. (Trigger `allocation_matches` says the same.) null: it may.
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

function hintOf({ status }: Settling, name: string, [own, rest]: readonly Part[]): string {
  const where = own?.projectId ? 'the invoice’s project' : 'no project';
  const first = status === 'DRAFT' ? '' : 'Reverse the receipt first. ';
  if (!rest) return `${first}Enter the payment for ${where} instead.`;
  return `${first}Enter the payment as two receipts: ${own?.amount} for ${where}, which settles ${name}, and ${rest.amount} as before.`;
}
