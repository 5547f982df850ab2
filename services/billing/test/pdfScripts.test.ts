import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { coverageOfFonts } from '../pdf/writeCoverage.mjs';
import { invoicePdf } from '../src/pdf/invoicePdf.js';
import { createPdfPrinter, type PdfPrinter } from '../src/pdf/pdfPrinter.js';
import { countBoxes } from './support/boxes.js';
import { invoiceOf, printedWith, seller, subject } from './support/issuedDocuments.mjs';
import { printed } from './support/printed.js';
import { printedRows } from './support/printedRows.js';
import { readPdf, type ReadPdf } from './support/readPdf.js';

let printer: PdfPrinter;
beforeAll(() => {
  printer = createPdfPrinter();
});
afterAll(() => printer.stop());

const printInvoice = (descriptions: readonly string[], more = {}) =>
  printed(printer, invoicePdf(invoiceOf(descriptions), printedWith(more), 'en'));

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
    const pdf = await readPdf(await printed(printer, invoicePdf(invoice, printedWith(more), 'en')));
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

it('what no font has stands as one sign for each character, where it could not be refused', async () => {
  const bytes = await printInvoice(['Tomb \u{13000}\u{13001} 7', '\u{1e900}\u{1e944}\u{1e901}', 'ত\ue000']);
  expect(await countBoxes(bytes)).toBe(0);
  const rows = printedRows(await readPdf(bytes));
  expect(rows.map(({ description }) => description).slice(0, 2)).toEqual([
    'Tomb\ufffd\ufffd7',
    '\ufffd\ufffd',
  ]);
  expect(rows[2]?.description).toMatch(/\ufffd$/);
});

const between = (from: number, to = from) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);
const nameOf = (code: number) => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;

describe('What nobody sees', () => {
  const unseen = [
    ...[
      0xad,
      0x34f,
      0x61c,
      0x115f,
      0x1160,
      0x17b4,
      0x17b5,
      ...between(0x180b, 0x180f),
      ...between(0x200b, 0x200f),
    ],
    ...[
      ...between(0x202a, 0x202e),
      ...between(0x2060, 0x206f),
      0x3164,
      ...between(0xfe00, 0xfe0f),
      0xfeff,
      0xffa0,
    ],
    ...[
      ...between(0xfff0, 0xfffb),
      0x1bca0,
      ...between(0x1d173, 0x1d17a),
      0xe0001,
      0xe0041,
      0xe007f,
      0xe0100,
      0xe0fff,
    ],
  ];

  const directing = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
  const plain = String.fromCodePoint(...unseen).replaceAll(new RegExp(directing, 'gu'), '');

  it('is not drawn: no box in its place, and the letters around it stand as they are', async () => {
    const texts = unseen.map((code) => `A${String.fromCodePoint(code)}B`);
    const bytes = await printInvoice([...texts, `${plain}A`]);
    expect(await countBoxes(bytes)).toBe(0);
    const rows = printedRows(await readPdf(bytes));
    unseen.forEach((code, index) =>
      expect([nameOf(code), rows[index]?.description]).toEqual([nameOf(code), 'AB']),
    );
    expect(rows.at(-1)?.description).toBe('A');
  });

  it('is not drawn in any other letters either', async () => {
    const pairs = ['בח', 'مم', 'कष', 'กข', '产品', '한국', '日あ', 'Ձա', 'ქა', '★☎', '😀✅', 'Ɛʃ'];
    const texts = pairs.map((pair) => [...pair].join(plain));
    const bytes = await printInvoice(texts);
    expect(await countBoxes(bytes)).toBe(0);
    const pdf = await readPdf(bytes);
    pairs.forEach((pair, index) => {
      const letters = [...rowOf(pdf, index + 1).join('')].filter((letter) => pair.includes(letter));
      expect([pair, letters.sort()]).toEqual([pair, [...pair].sort()]);
    });
  });

  it('a customer whose name was copied with marks of direction is printed without boxes, in every place', async () => {
    const more = {
      buyer: { name: 'Acme\u200e GmbH', address: '\u202aStreet 5\u202c', vatNumber: null, email: null },
      subject: { ...subject, projectTitle: 'Web\u200bsite\u2060', milestoneLabel: '\u2066Advance\u2069' },
    };
    const invoice = {
      ...invoiceOf(Array.from({ length: 60 }, () => 'Licence\u200e 2026 co\u2060op')),
      seller: { ...seller, name: 'Seller\u200f AG', address: 'Square\u200e 1\u2028Hamburg' },
    };
    const bytes = await printed(printer, invoicePdf(invoice, printedWith(more), 'en'));
    expect(await countBoxes(bytes)).toBe(0);
    const { text, pages } = await readPdf(bytes);
    for (const said of [
      'Acme GmbH',
      'Street 5',
      'Website',
      'Advance',
      'Licence 2026 coop',
      'Square 1, Hamburg',
    ])
      expect(text).toContain(said);
    expect(pages[1]).toContain('Seller AG');
  });

  it('still acts: marks of direction order, a joiner makes one emoji, a separator keeps letters apart', async () => {
    const bytes = await printInvoice([
      'Step שלב!',
      'Step שלב!\u200f',
      '👩\u200d👧',
      '👩👧',
      'می\u200cخواهم',
      'میخواهم',
      '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}.',
      '🏴.',
    ]);
    expect(await countBoxes(bytes)).toBe(0);
    const pdf = await readPdf(bytes);
    expect(rowOf(pdf, 1).join(' ')).toBe('Step שלב !');
    expect(rowOf(pdf, 2).join(' ')).toBe('Step ! שלב');
    const widthOf = (no: number) => {
      const row = pdf.pieces.find(({ text, x }) => text === String(no) && x < 70)!;
      return pdf.pieces
        .filter(({ y, x }) => Math.abs(y - row.y) < 8 && x > 75 && x < 370)
        .reduce((sum, { width }) => sum + width, 0);
    };
    expect(widthOf(3)).toBeCloseTo(widthOf(4) / 2);
    expect(widthOf(5)).not.toBeCloseTo(widthOf(6));
    // Viewers read no text of this flag, but it takes the room of one emoji.
    const [flag, black] = pdf.pieces.filter(({ text }) => text === '.').map(({ x }) => x);
    expect(flag).toBeCloseTo(black ?? 0);
  });

  it('lets words break where their writer allowed it, and nowhere else', async () => {
    const word = 'abcdefghijklmnopqrstuvwxyz';
    const { pieces } = await readPdf(
      await printInvoice([`${word}\u200b\u200e`.repeat(6), `${word} ${word}\u2060 \u2060${word}`]),
    );
    const lines = pieces.filter(({ x, text }) => x > 75 && x < 370 && text.includes('abc'));
    expect(lines.length).toBeGreaterThan(2);
    for (const { text } of lines) expect(text.replaceAll(word, '').trim()).toBe('');
  });
});

describe('Blanks', () => {
  const blanks = [0xa0, 0x1680, ...between(0x2000, 0x200a), 0x202f, 0x205f, 0x3000];

  it('of every width are printed as blanks', async () => {
    const bytes = await printInvoice(blanks.map((code) => `AAA${String.fromCodePoint(code)}BBB`));
    expect(await countBoxes(bytes)).toBe(0);
    const pdf = await readPdf(bytes);
    blanks.forEach((code, index) =>
      expect([
        nameOf(code),
        rowOf(pdf, index + 1)
          .join(' ')
          .replaceAll(/\s+/gu, ' '),
      ]).toEqual([nameOf(code), 'AAA BBB']),
    );
  });

  it('stand in prices as they are written in France, and separators of lines begin a line', async () => {
    const bytes = await printInvoice(['Prestation : 1\u202f000 unités', 'One\u2028two\u2029three']);
    expect(await countBoxes(bytes)).toBe(0);
    const pdf = await readPdf(bytes);
    expect(pdf.text.replaceAll('\xa0', ' ')).toContain('Prestation : 1 000 unités');
    const lines = ['One', 'two', 'three'].map((word) => pdf.pieces.find(({ text }) => text === word)?.y ?? 0);
    expect(lines).toEqual([...lines].sort((a, b) => b - a));
    expect(new Set(lines).size).toBe(3);
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
