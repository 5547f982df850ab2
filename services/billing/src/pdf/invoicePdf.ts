import type { Seller } from '@closeout/contracts/events/billing';
import type { PdfLanguage } from '@closeout/contracts/http/billing';
import type { Content } from 'pdfmake/interfaces.js';
import type { Printed } from '../documents/printed.js';
import { printedIban } from '../iban.js';
import type { IssuedInvoice } from '../invoices/invoice.js';
import { daysBetween, figuresOf } from './figures.js';
import { lineTable } from './lineTable.js';
import { headOf, letterheadOf, pairs, typed, type PdfDocument } from './page.js';
import { pdfWords, type PdfWords } from './words.js';

/** An invoice as it was issued. What was paid or credited since then is no part of it. */
export function invoicePdf(invoice: IssuedInvoice, printed: Printed, language: PdfLanguage): PdfDocument {
  const words = pdfWords[language];
  const figures = figuresOf(words.locale, invoice.currency);
  const { number, issueDate, dueDate, seller } = invoice;
  const facts = [
    [words.number, number],
    [words.issueDate, figures.day(issueDate)],
    [words.dueDate, figures.day(dueDate)],
    [words.supplyDate, invoice.supplyDate && figures.day(invoice.supplyDate)],
  ] as const;
  const lines = invoice.lines.map((line) => ({ ...line, priceIncludesTax: line.grossMinor !== null }));
  const days = daysBetween(issueDate, dueDate);
  return {
    content: [
      ...headOf(seller, printed, { kind: words.invoice, number, facts }, words),
      ...lineTable({ ...invoice, lines }, { words, figures, total: words.total }),
      ...exemption(invoice.exemptionReason, words),
      {
        text: days > 0 ? words.dueWithin(figures.day(dueDate), days) : words.dueAtOnce,
        margin: [0, 24, 0, 0],
      },
      ...payment(seller, number, words),
    ],
    title: `${words.invoice} ${number}`,
    author: seller.name,
    subject: printed.buyer.name,
    language,
    issuedAt: invoice.issuedAt.toISOString(),
    letterhead: letterheadOf(seller, words),
    page: words.page,
  };
}

/** Why a line has no tax. */
const exemption = (reason: string | null, words: PdfWords): Content[] =>
  reason === null
    ? []
    : [typed([{ text: `${words.exemption}: `, bold: true }, { text: reason }], { margin: [0, 12, 0, 0] })];

/** Where to pay; in one piece, so that nobody types half an IBAN. */
function payment({ name, bankAccount }: Seller, number: string, words: PdfWords): Content[] {
  if (!bankAccount) return [{ text: words.statedWith(number), margin: [0, 4, 0, 0] }];
  const account = pairs(
    [
      [words.payTo, name],
      [words.bank, bankAccount.bankName],
      ['IBAN', printedIban(bankAccount.iban)],
      ['BIC', bankAccount.bic],
      [words.reference, number],
    ],
    ['auto', '*'],
  );
  return [{ unbreakable: true, margin: [0, 8, 0, 0], stack: [account] }];
}
