import {
  billingEvents,
  type CreditNoteState,
  type InvoiceState,
  type ReceiptState,
} from '@closeout/contracts/events/billing';
import { newId } from '@closeout/service-kit/db';

const invoice = billingEvents.invoiceIssued.example as InvoiceState;
const creditNote = billingEvents.creditNoteIssued.example as CreditNoteState;
const receipt = billingEvents.receiptIssued.example as ReceiptState;

/** Where a document belongs. */
export interface Place {
  customerId: string;
  projectId: string | null;
  milestoneId: string | null;
}

let count = 0;
const number = (prefix: string) => `${prefix}-2026-${String((count += 1)).padStart(4, '0')}`;

export function anInvoice(place: Place, gross: string, more: Partial<InvoiceState> = {}): InvoiceState {
  const totals = { ...invoice.totals, gross, due: gross, credited: '0.00', paid: '0.00' };
  return { ...invoice, id: newId(), version: 2, number: number('INV'), ...place, totals, ...more };
}

/** The invoice after something was credited. */
export function credited(before: InvoiceState, amount: string): InvoiceState {
  return { ...before, version: before.version + 1, totals: { ...before.totals, credited: amount } };
}

export function aCreditNote(of: InvoiceState, gross: string): CreditNoteState {
  const { customerId, projectId, milestoneId } = of;
  return {
    ...creditNote,
    ...{ id: newId(), number: number('CRN'), customerId, projectId, milestoneId },
    ...{ invoiceId: of.id, invoiceNumber: of.number, totals: { ...creditNote.totals, gross } },
  };
}

/** A receipt with one share for each place. */
export function aReceipt(
  shares: { place: Place; amount: string }[],
  more: Partial<ReceiptState> = {},
): ReceiptState {
  const [first] = shares;
  return {
    ...receipt,
    id: newId(),
    version: 2,
    number: number('REC'),
    customerId: first?.place.customerId ?? receipt.customerId,
    projectId: first?.place.projectId ?? null,
    milestoneId: first?.place.milestoneId ?? null,
    allocations: [],
    projectShares: shares.flatMap(({ place, amount }) =>
      place.projectId === null
        ? []
        : [{ projectId: place.projectId, milestoneId: place.milestoneId, amount }],
    ),
    ...more,
  };
}

export function reversed(before: ReceiptState): ReceiptState {
  const reversal = {
    number: number('REV'),
    reason: 'Payment bounced',
    reversedAt: '2026-03-01T09:30:00.000Z',
  };
  return { ...before, version: before.version + 1, status: 'REVERSED', projectShares: [], reversal };
}
