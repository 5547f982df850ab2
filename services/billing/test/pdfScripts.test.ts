import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { coverageOfFonts } from '../pdf/writeCoverage.mjs';
import { invoicePdf } from '../src/pdf/invoicePdf.js';
import { createPdfPrinter, type PdfPrinter } from '../src/pdf/pdfPrinter.js';
import { invoiceOf, printedWith, seller, subject } from './support/issuedDocuments.js';
import { printedRows } from './support/printedRows.js';
import { readPdf, type ReadPdf } from './support/readPdf.js';

let printer: PdfPrinter;
beforeAll(() => {
  printer = createPdfPrinter();
});
afterAll(() => printer.stop());

const printInvoice = (descriptions: readonly string[], more = {}) =>
  printer.print(invoicePdf(invoiceOf(descriptions), printedWith(more), 'en'));

/** What stands in the row of a line's description, from left to right; each piece as its readers read it. */
function rowOf({ pieces }: ReadPdf, no: number): string[] {
  const row = pieces.find(({ text, x }) => text === String(no) && x < 70);
  if (!row) throw new Error(`line ${no} is not printed`);
  return pieces
    .filter(({ y, x, page }) => page === row.page && Math.abs(y - row.y) < 8 && x > 75 && x < 370)
    .sort((a, b) => a.x - b.x)
    .map(({ text }) => text.trim());
}

describe('A document is printed in the letters that it is written in', () => {
  it.each([
    ['Chinese', '产品设计与开发服务，包括需求分析'],
    ['Chinese as in Taiwan', '產品設計與開發服務'],
    ['Japanese', '日本語の説明：システム開発（第１段階）'],
    ['Korean', '한국어 설명: 시스템 개발'],
    ['Korean, typed as single letters', '한국어'.normalize('NFD')],
    ['Thai', 'ภาษาไทย'],
    ['Armenian, Georgian', 'Հայերեն ქართული'],
    ['letters of Africa and of phonetics', 'Ɛɖe ŋutɔ ʃ'],
    ['signs', '₿ → ✓ ☎ ☐ ≥ ① ★ ½'],
    ['emoji', '😀 👨‍👩‍👧 🇩🇪 ✅'],
    ['all of it on one line', '产品 & 한국어, Ελλάδα ✓'],
  ])('%s', async (_, text) => {
    const pdf = await readPdf(await printInvoice([text, 'After']));
    const [row, after] = printedRows(pdf);
    expect(row?.description).toBe(text.normalize('NFC').replaceAll(/\s/gu, ''));
    expect(row?.figures).toEqual(['1', '100.00', '19%', '100.00']);
    expect(after?.description).toBe('After');
  });

  it('Devanagari has its conjuncts and its signs in their places', async () => {
    const pdf = await readPdf(await printInvoice(['कार्यक्रम क्षेत्र']));
    // The sign that is written after stands before its letter; conjuncts are one glyph, which is read as all of its letters.
    expect(printedRows(pdf)[0]?.description).toMatch(/क/);
    expect(pdf.text).not.toContain('\u0000');
  });

  it('every text of a document is: seller, buyer, project, milestone, the edges of the page', async () => {
    const more = {
      buyer: { name: '株式会社クローズアウト', address: '東京都千代田区1-1', vatNumber: null, email: null },
      subject: {
        ...subject,
        projectNumber: 'PRJ-2026-0001',
        projectTitle: '网站开发',
        milestoneLabel: 'מקדמה',
      },
    };
    const invoice = {
      ...invoiceOf(Array.from({ length: 60 }, () => 'Work')),
      seller: { ...seller, name: 'חברת אלפא' },
    };
    const pdf = await readPdf(await printer.print(invoicePdf(invoice, printedWith(more), 'en')));
    for (const text of ['株式会社クローズアウト', '東京都千代田区', '网站开发', 'מקדמה', 'חברת אלפא'])
      expect(pdf.pages[0]).toContain(text);
    // At the head and at the foot.
    expect(pdf.pages[1]?.split('חברת אלפא')).toHaveLength(3);
    expect(pdf.text).not.toContain('\u0000');
  });
});

describe('What is read from right to left stands in that order', () => {
  it.each([
    ['Hebrew', 'שירותי פיתוח תוכנה', ['שירותי פיתוח תוכנה']],
    ['Arabic, its letters joined', 'تطوير نظام إدارة المشاريع', ['تطوير نظام إدارة المشاريع']],
    ['a number in Hebrew', 'שלב 12 של הפרויקט', ['של הפרויקט', '12', 'שלב']],
    ['digits of Arabic', 'لمدة ١٢٣ شهر', ['لمدة ١٢٣ شهر']],
    ['digits of Persian', 'قیمت ۱۲۳ تومان', ['قیمت ۱۲۳ تومان']],
    ['English in Hebrew', 'אתר Website חדש', ['חדש', 'Website', 'אתר']],
    ['Hebrew in English', 'Invoice for חברת אלפא today', ['Invoice for', 'חברת אלפא', 'today']],
    ['brackets in Hebrew', 'שלב (ראשון)', ['(', 'ראשון', ')', 'שלב']],
  ])('%s', async (_, text, fromTheLeft) => {
    const pdf = await readPdf(await printInvoice(['Before', text]));
    expect(rowOf(pdf, 2)).toEqual(fromTheLeft);
  });

  it('begins at the right of the column, where its first line does not end', async () => {
    const hebrew = 'שירותי פיתוח תוכנה '.repeat(8).trim();
    const pdf = await readPdf(await printInvoice(['Before', `${hebrew}\nEnglish`]));
    const words = pdf.pieces.filter(({ text, x }) => /[א-ת]/.test(text) && x < 370);
    const ends = new Set(words.map(({ x, width }) => Math.round(x + width)));
    expect(ends.size).toBe(1);
    const latin = pdf.pieces.filter(({ text }) => text === 'English' || text === 'Before');
    expect(new Set(latin.map(({ x }) => Math.round(x))).size).toBe(1);
  });
});

it('the same document is the same bytes, in whatever letters', async () => {
  const descriptions = ['产品', 'תוכנה', 'नमस्ते', '😀', 'Plain'];
  const [once, again] = [await printInvoice(descriptions), await printInvoice(descriptions)];
  expect(Buffer.from(again).equals(Buffer.from(once))).toBe(true);
});

it('what is said to be in the fonts is in them', () => {
  const written = readFileSync(join(import.meta.dirname, '../pdf/coverage.json'), 'utf8');
  expect(JSON.parse(written)).toEqual(coverageOfFonts());
});
