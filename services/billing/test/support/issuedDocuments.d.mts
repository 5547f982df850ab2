import type { Seller } from '@closeout/contracts/events/billing';
import type { CreditNote } from '../../src/creditNotes/creditNote.js';
import type { Printed } from '../../src/documents/printed.js';
import type { IssuedInvoice } from '../../src/invoices/invoice.js';

export const seller: Seller;
export const subject: Printed['subject'];
export function printedWith(more?: Partial<Printed>): Printed;
export function invoiceOf(descriptions: readonly string[]): IssuedInvoice;
export function creditNoteOf(descriptions: readonly string[], reason: string): CreditNote;
