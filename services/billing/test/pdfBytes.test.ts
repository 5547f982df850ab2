import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { print } from '../pdf/print.mjs';
import type { IssuedInvoice } from '../src/invoices/invoice.js';
import { creditNotePdf } from '../src/pdf/creditNotePdf.js';
import { invoicePdf } from '../src/pdf/invoicePdf.js';
import type { PdfDocument } from '../src/pdf/page.js';
import { createPdfPrinter, type PdfPrinter } from '../src/pdf/pdfPrinter.js';
import { creditNoteOf, invoiceOf, printedWith, seller } from './support/issuedDocuments.mjs';
import { printed } from './support/printed.js';

let printer: PdfPrinter;
beforeAll(() => {
  printer = createPdfPrinter();
});
afterAll(() => printer.stop());

const texts = [
  'Consulting, on site (3 days) – “as agreed”; see order no. 4711/2026 & annex A-2',
  'Beratung zur Übergabe: Maße, Größen, Façade, Łódź, Ελληνικά, Київ '.repeat(15).trim(),
  'word '.repeat(199).trim(),
  'W'.repeat(300),
  'One\nTwo\n\nThree '.repeat(40).trim(),
  'ייעוץ בתחום הנדסת תוכנה (שלב 2) ופיתוח',
  'استشارات في مجال هندسة البرمجيات، 12 يوما',
  '软件工程领域的咨询服务和系统开发'.repeat(40),
  'ソフトウェア開発のコンサルティング業務、第１段階 ㌔ か\u3099',
  '소프트웨어 개발 컨설팅 업무 ᄒ\u1161\u11ab',
  'सॉफ्टवेयर विकास परामर्श सेवा क्षेत्र',
  'บริการให้คำปรึกษาด้านการพัฒนาซอฟต์แวร์',
  'done ✅ 👩‍💻 🇩🇪 → ✓ ½ e\u0301 ﬁ office AVAT To.',
];
const gross = {
  ...invoiceOf(texts),
  lines: invoiceOf(texts).lines.map((line) => ({ ...line, grossMinor: 1n })),
};
const bank = { bankName: 'Demo Bank', iban: 'DE37999999990123456789', bic: 'DEMODEHHXXX' };

it.each<[string, PdfDocument]>([
  ['an invoice in many letters', invoicePdf(invoiceOf(texts), printedWith(), 'en')],
  [
    'in German, with an account',
    invoicePdf(invoiceOf(texts), printedWith({ seller: { ...seller, bankAccount: bank } }), 'de'),
  ],
  ['prices with tax', invoicePdf(gross as IssuedInvoice, printedWith(), 'en')],
  [
    'a hundred lines',
    invoicePdf(invoiceOf(Array.from({ length: 100 }, (_, n) => texts[n % 3] as string)), printedWith(), 'en'),
  ],
  ['a credit note', creditNotePdf(creditNoteOf(texts, texts.join(' ')), printedWith(), 'en')],
  ['a watermark', { ...invoicePdf(invoiceOf(['One']), printedWith(), 'en'), watermark: 'REVERSED' }],
])('what is printed fast is the same bytes as what pdfmake prints by itself: %s', async (_, document) => {
  const fast = await printed(printer, document);
  expect(Buffer.compare(fast, await print(structuredClone(document)))).toBe(0);
});
