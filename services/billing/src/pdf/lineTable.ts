import type { Minor } from '@closeout/contracts/money';
import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { Figures } from './figures.js';
import { right, typed } from './page.js';
import type { PdfWords } from './words.js';

export interface PrintedLines {
  lines: readonly {
    no: number;
    description: string;
    quantity: string;
    unitPrice: string;
    taxRate: string;
    netMinor: Minor;
    /** The unit price is gross. */
    priceIncludesTax: boolean;
  }[];
  taxes: readonly { taxRate: string; taxableMinor: Minor; taxMinor: Minor }[];
  netMinor: Minor;
  grossMinor: Minor;
}

/** The lines of an invoice or a credit note, and what they come to. The head is repeated on each page. */
export function lineTable(
  document: PrintedLines,
  { words, figures, total }: { words: PdfWords; figures: Figures; total: string },
): Content[] {
  const head: TableCell[] = [
    { text: words.no, bold: true },
    { text: words.description, bold: true },
    right(words.quantity, { bold: true }),
    right(words.unitPrice, { bold: true }),
    right(words.taxRate, { bold: true }),
    right(words.netIn(figures.currency), { bold: true }),
  ];
  const rows = document.lines.map((line): TableCell[] => [
    { text: String(line.no), color: '#5b6472' },
    typed(words.systemLabel(line.description), { alignToStart: true }),
    right(figures.quantity(line.quantity)),
    unitPrice(line, { words, figures }),
    right(figures.rate(line.taxRate)),
    right(figures.amount(line.netMinor)),
  ]);
  return [
    {
      layout: 'ruled',
      table: {
        headerRows: 1,
        keepWithHeaderRows: 1,
        dontBreakRows: true,
        widths: ['auto', '*', 'auto', 'auto', 'auto', 'auto'],
        body: [head, ...rows],
      },
    },
    totals(document, { words, figures, total }),
  ];
}

function unitPrice(
  line: PrintedLines['lines'][number],
  { words, figures }: { words: PdfWords; figures: Figures },
): TableCell {
  const price = right(figures.unitPrice(line.unitPrice));
  if (!line.priceIncludesTax) return price;
  return { stack: [price, right(words.includesTax, { fontSize: 7, color: '#5b6472' })] };
}

/** So many rows fit on any page. */
const fewTotals = 30;

function totals(
  document: PrintedLines,
  { words, figures, total }: { words: PdfWords; figures: Figures; total: string },
): Content {
  const rows: TableCell[][] = [
    [words.netTotal, right(figures.money(document.netMinor))],
    ...document.taxes.map((tax): TableCell[] => [
      words.tax(figures.rate(tax.taxRate), figures.money(tax.taxableMinor)),
      right(figures.money(tax.taxMinor)),
    ]),
    [
      { text: total, bold: true, fontSize: 11 },
      right(figures.money(document.grossMinor), { bold: true, fontSize: 11 }),
    ],
  ];
  return {
    // A block that is taller than a page would be lost.
    unbreakable: rows.length <= fewTotals,
    margin: [0, 8, 0, 0],
    columns: [
      { width: '*', text: '' },
      { width: 'auto', layout: 'pairs', table: { widths: ['auto', 'auto'], body: rows } },
    ],
  };
}
