import { dayOf } from '@closeout/contracts/dates';
import type { Seller } from '@closeout/contracts/events/billing';
import type { PdfLanguage } from '@closeout/contracts/http/billing';
import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { Printed } from '../documents/printed.js';
import { unallocatedOf, type IssuedReceipt } from '../receipts/receipt.js';
import { figuresOf, type Figures } from './figures.js';
import { headOf, letterheadOf, pairs, right, reasonOf, type PdfDocument } from './page.js';
import { pdfWords, type PdfWords } from './words.js';

/** A receipt, with what it settles at present. Reversed, it says so on every page, and that it settles nothing now. */
export function receiptPdf(
  receipt: IssuedReceipt,
  { seller, ...printed }: Printed & { seller: Seller },
  language: PdfLanguage,
): PdfDocument {
  const words = pdfWords[language];
  const figures = figuresOf(words.locale, receipt.currency);
  const { number } = receipt;
  const facts = [
    [words.number, number],
    [words.issueDate, figures.day(receipt.issueDate)],
  ] as const;
  const payment = pairs(
    [
      [words.received, figures.money(receipt.amountMinor)],
      [words.paymentDate, figures.day(receipt.paymentDate)],
      [words.method, receipt.method],
      [words.reference, receipt.reference],
    ],
    ['auto', '*'],
  );
  return {
    content: [
      ...headOf(seller, printed, { kind: words.receipt, number, facts }, words),
      ...reversalOf(receipt, words, figures),
      { stack: [payment], margin: [0, 0, 0, 18] },
      allocations(receipt, words, figures),
    ],
    title: `${words.receipt} ${number}`,
    author: seller.name,
    subject: printed.buyer.name,
    language,
    issuedAt: receipt.issuedAt.toISOString(),
    letterhead: letterheadOf(seller, words),
    page: words.page,
    ...(receipt.reversal && { watermark: words.reversed }),
  };
}

function reversalOf({ reversal }: IssuedReceipt, words: PdfWords, figures: Figures): Content[] {
  if (!reversal) return [];
  const day = figures.day(dayOf(reversal.reversedAt));
  const stack: Content[] = [
    { text: words.reversed, bold: true, fontSize: 12, color: '#b3261e' },
    { text: words.reversedBy(reversal.number, day) },
    reasonOf(reversal.reason, words),
  ];
  return [{ layout: 'framed', margin: [0, 0, 0, 16], table: { widths: ['*'], body: [[{ stack }]] } }];
}

function allocations(receipt: IssuedReceipt, words: PdfWords, figures: Figures): Content {
  const left = unallocatedOf(receipt);
  const rows: TableCell[][] = receipt.allocations.map((each) => [
    each.invoiceNumber,
    right(figures.amount(each.amountMinor)),
  ]);
  if (receipt.refundedMinor > 0n) rows.push([words.paidBack, right(figures.amount(receipt.refundedMinor))]);
  if (left > 0n)
    rows.push([receipt.reversal ? words.wasOnAccount : words.onAccount, right(figures.amount(left))]);
  rows.push([{ text: words.total, bold: true }, right(figures.amount(receipt.amountMinor), { bold: true })]);
  return {
    layout: 'ruled',
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: ['*', 'auto'],
      body: [
        [
          { text: receipt.reversal ? words.hadPaidFor : words.paidFor, bold: true },
          right(words.amountIn(figures.currency), { bold: true }),
        ],
        ...rows,
      ],
    },
  };
}
