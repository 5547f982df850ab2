import type { PdfLanguage } from '@closeout/contracts/http/billing';
import type { Printed } from '../documents/printed.js';
import type { Refund } from '../refunds/refund.js';
import { figuresOf } from './figures.js';
import { headOf, letterheadOf, pairs, reasonOf, type PdfDocument } from './page.js';
import { pdfWords } from './words.js';

/** A refund as it was issued, with the payment that it goes back of and why. */
export function refundPdf(refund: Refund, printed: Printed, language: PdfLanguage): PdfDocument {
  const words = pdfWords[language];
  const figures = figuresOf(words.locale, refund.currency);
  const { number, seller, receiptNumber } = refund;
  const facts = [
    [words.number, number],
    [words.issueDate, figures.day(refund.issueDate)],
    [words.ofReceipt, receiptNumber],
  ] as const;
  const payment = pairs(
    [
      [words.refundedAmount, figures.money(refund.amountMinor)],
      [words.refundDate, figures.day(refund.refundDate)],
      [words.method, refund.method],
    ],
    ['auto', '*'],
  );
  return {
    content: [
      ...headOf(seller, printed, { kind: words.refund, number, facts }, words),
      reasonOf(refund.reason, words, { margin: [0, 0, 0, 12] }),
      { stack: [payment], margin: [0, 0, 0, 18] },
      { text: words.refundMeans(receiptNumber, figures.day(refund.paymentDate)) },
    ],
    title: `${words.refund} ${number}`,
    author: seller.name,
    subject: printed.buyer.name,
    language,
    issuedAt: refund.issuedAt.toISOString(),
    letterhead: letterheadOf(seller, words),
    page: words.page,
  };
}
