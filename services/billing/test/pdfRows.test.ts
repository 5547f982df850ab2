import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IssuedInvoice } from '../src/invoices/invoice.js';
import { creditNotePdf } from '../src/pdf/creditNotePdf.js';
import { invoicePdf } from '../src/pdf/invoicePdf.js';
import type { PdfDocument } from '../src/pdf/page.js';
import { createPdfPrinter, type PdfPrinter } from '../src/pdf/pdfPrinter.js';
import { creditNoteOf, invoiceOf, printedWith, seller, subject } from './support/issuedDocuments.mjs';
import { printed } from './support/printed.js';
import { printedRows } from './support/printedRows.js';
import { readPdf } from './support/readPdf.js';

let printer: PdfPrinter;
beforeAll(() => {
  printer = createPdfPrinter();
});
afterAll(() => printer.stop());

const print = async (document: PdfDocument) => readPdf(await printed(printer, document));
const money = (units: number) => `${units.toLocaleString('en-GB')}.00`;
/** What has to stand on paper: each line once, with all of its description and all of its figures. */
const rowsOf = (descriptions: readonly string[]) =>
  descriptions.map((description, index) => ({
    no: String(index + 1),
    description: description.replaceAll(/\s/gu, ''),
    figures: [(index + 1).toLocaleString('en-GB'), '100.00', '19%', money((index + 1) * 100)],
  }));
const rowsOfText = (rows: number, word = 'row') =>
  Array.from({ length: rows }, (_, n) => `${word} ${n + 1}`).join('\n');
const longest = 1000;
const words = (length: number) => 'Consulting in the field of '.repeat(length).slice(0, length).trim();

describe('The rows on paper are the lines of the document', () => {
  it.each([
    ['sixty-six rows of text in one line', ['Before', rowsOfText(66), 'After']],
    ['as many rows of text as a line can have', [rowsOfText(500, '')]],
    ['several such lines, one after the other', [rowsOfText(100), rowsOfText(57), rowsOfText(41), 'After']],
    ['the longest description, of words', [words(longest)]],
    ['the longest description, without a blank', ['W'.repeat(longest), 'i'.repeat(longest), 'After']],
    [
      'a line that begins at the foot of a page',
      [...Array.from({ length: 18 }, () => 'Short'), rowsOfText(70), 'After'],
    ],
    ['fifty lines, each of the longest description', Array.from({ length: 50 }, () => words(longest))],
    ['five hundred short lines', Array.from({ length: 500 }, (_, n) => `Item ${n + 1}`)],
  ])('%s', async (_, descriptions) => {
    const pdf = await print(invoicePdf(invoiceOf(descriptions), printedWith(), 'en'));
    expect(printedRows(pdf)).toEqual(rowsOf(descriptions));
    expect(pdf.text).toContain('Net total EUR');
    for (const page of pdf.pages) {
      const goesOn = page !== pdf.pages.at(-1);
      if (goesOn) expect(page).toContain('Description Quantity Unit price VAT Net (EUR)');
    }
    for (const { x, width, y } of pdf.pieces) {
      expect(x).toBeGreaterThanOrEqual(56);
      expect(x + width).toBeLessThanOrEqual(595 - 56);
      expect(y).toBeGreaterThan(20);
    }
  });

  it('of a credit note too, below a long reason', async () => {
    const descriptions = ['Before', rowsOfText(66), 'After'];
    const reason = `${'Agreed by telephone. '.repeat(40)}That is all`;
    const pdf = await print(creditNotePdf(creditNoteOf(descriptions, reason), printedWith(), 'en'));
    expect(printedRows(pdf)).toEqual(rowsOf(descriptions));
    expect(pdf.text).toContain('That is all');
  });

  it('names and addresses as long as they may be leave the rows whole', async () => {
    const descriptions = [rowsOfText(66), 'After'];
    const long = { name: 'N'.repeat(200), address: 'A\n'.repeat(250).trim(), vatNumber: null, email: null };
    const title = { ...subject, projectNumber: 'PRJ-2026-0001', projectTitle: 'T'.repeat(300) };
    const document = invoicePdf(
      { ...invoiceOf(descriptions), seller: { ...seller, address: 'Street of the seller '.repeat(100) } },
      printedWith({ buyer: long, subject: title }),
      'en',
    );
    const pdf = await print(document);
    expect(printedRows(pdf)).toEqual(rowsOf(descriptions));
    expect(pdf.pieces.filter(({ text }) => text === 'A')).toHaveLength(250);
  });

  it('the taxes of two hundred rates go over several pages', async () => {
    const taxes = Array.from({ length: 200 }, (_, n) => ({
      taxRate: `0.${String(n + 100)}`,
      taxableMinor: 100n,
      taxMinor: 1n,
    }));
    const pdf = await print(
      invoicePdf({ ...invoiceOf(['Work']), taxes } as IssuedInvoice, printedWith(), 'en'),
    );
    for (const { taxRate } of taxes) expect(pdf.text).toContain(`VAT ${Number(taxRate)}%`);
    expect(pdf.text).toContain('Total EUR 119.00');
  });
});
