import type { CreditNoteState } from '@closeout/contracts/events/billing';
import type { CreditNote as CreditNoteAnswer } from '@closeout/contracts/http/billing';
import { fromMinor } from '@closeout/contracts/money';
import type { CreditNote } from './creditNote.js';

/** The whole public state of a credit note, as its event carries it. */
export function creditNoteState(note: CreditNote): CreditNoteState {
  const { customerName, released, ...state } = creditNoteAnswer(note);
  return state;
}

export function creditNoteAnswer(note: CreditNote): CreditNoteAnswer {
  const money = (minor: bigint): string => fromMinor(minor, note.currency);
  return {
    id: note.id,
    version: note.version,
    number: note.number,
    status: 'ISSUED',
    invoiceId: note.invoiceId,
    invoiceNumber: note.invoiceNumber,
    customerId: note.customerId,
    customerName: note.customerName,
    projectId: note.projectId,
    milestoneId: note.milestoneId,
    currency: note.currency,
    reason: note.reason,
    issueDate: note.issueDate,
    issuedAt: note.issuedAt.toISOString(),
    seller: note.seller,
    buyer: note.buyer,
    lines: note.lines.map(
      ({ no, description, quantity, unitPrice, taxRate, priceIncludesTax, netMinor }) => ({
        no,
        description,
        quantity,
        unitPrice,
        taxRate,
        ...(priceIncludesTax && { priceIncludesTax }),
        net: money(netMinor),
      }),
    ),
    taxes: note.taxes.map(({ taxRate, taxableMinor, taxMinor }) => ({
      taxRate,
      taxable: money(taxableMinor),
      tax: money(taxMinor),
    })),
    released: note.released.map(({ receiptId, receiptNumber, amountMinor }) => ({
      ...{ receiptId, receiptNumber, amount: money(amountMinor) },
    })),
    totals: { net: money(note.netMinor), tax: money(note.taxMinor), gross: money(note.grossMinor) },
  };
}
