import type { PdfLanguage } from '@closeout/contracts/http/billing';
import type { CreditNote } from '../creditNotes/creditNote.js';
import type { Printed } from '../documents/printed.js';
import { figuresOf } from './figures.js';
import { lineTable } from './lineTable.js';
import { headOf, letterheadOf, reasonOf, type PdfDocument } from './page.js';
import { pdfWords } from './words.js';

/** A credit note as it was issued, with the invoice that it corrects and why. */
export function creditNotePdf(note: CreditNote, printed: Printed, language: PdfLanguage): PdfDocument {
  const words = pdfWords[language];
  const figures = figuresOf(words.locale, note.currency);
  const { number, seller, invoiceNumber } = note;
  const facts = [
    [words.number, number],
    [words.issueDate, figures.day(note.issueDate)],
    [words.ofInvoice, invoiceNumber],
  ] as const;
  return {
    content: [
      ...headOf(seller, printed, { kind: words.creditNote, number, facts }, words),
      reasonOf(note.reason, words, { margin: [0, 0, 0, 12] }),
      ...lineTable(note, { words, figures, total: words.totalCredited }),
      { text: words.creditNoteMeans(invoiceNumber), margin: [0, 24, 0, 0] },
    ],
    title: `${words.creditNote} ${number}`,
    author: seller.name,
    subject: printed.buyer.name,
    language,
    issuedAt: note.issuedAt.toISOString(),
    letterhead: letterheadOf(seller, words),
    page: words.page,
  };
}
