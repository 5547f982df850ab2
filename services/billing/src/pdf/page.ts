import type { Party, PdfLanguage, Seller } from '@closeout/contracts';
import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { Printed } from '../documents/printed.js';
import { printedIban } from '../iban.js';
import type { PdfWords } from './words.js';

/** A document as pdf/renderer.mjs takes it: plain data, so that it can be sent to another thread. */
export interface PdfDocument {
  content: Content[];
  title: string;
  author: string;
  subject: string;
  language: PdfLanguage;
  /** When it was issued, which is also when the file says that it was made: so the same document is the same bytes. */
  issuedAt: string;
  /** At the foot of each page. */
  letterhead: string;
  /** With `{page}` and `{pages}`. */
  page: string;
  watermark?: string;
}

export type Pair = readonly [name: string, value: string | null];

/** Tabs and the like have no glyph. */
const printable = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll(/[^\P{Cc}\n]/gu, ' ');

/**
 * What somebody typed, as text of a cell. Words too long for a column are broken anywhere: otherwise the column would grow to
 * hold them, and push the figures off the paper.
 */
export function typed(text: string): Content[] {
  return printable(text)
    .split(/(\S{30,})/)
    .map((part, index) => (index % 2 === 1 ? { text: part, wordBreak: 'break-all' } : part));
}

/** The head of the first page: who sells, what this is, who buys, and the facts beside it. */
export function headOf(
  seller: Seller,
  { buyer, subject }: Pick<Printed, 'buyer' | 'subject'>,
  what: { kind: string; number: string; facts: readonly Pair[] },
  words: PdfWords,
): Content[] {
  const { projectNumber, projectTitle, milestoneLabel, cpoNumber } = subject;
  const facts: Pair[] = [
    ...what.facts,
    [words.project, [projectNumber, projectTitle].filter(Boolean).join(' ') || null],
    [words.milestone, milestoneLabel],
    [words.yourOrder, cpoNumber],
    [words.yourVatNumber, buyer.vatNumber],
  ];
  return [
    { text: typed(seller.name), fontSize: 11, bold: true },
    { text: typed(addressOf(seller)), color: '#5b6472', margin: [0, 1, 0, 26] },
    {
      columns: [
        {
          width: '*',
          stack: [
            { text: typed(buyer.name), bold: true, fontSize: 10 },
            { text: typed(buyer.address ?? '') },
            { text: typed(buyer.email ?? ''), color: '#5b6472' },
          ],
        },
        { width: 235, ...pairs(facts, [85, 142]) },
      ],
      columnGap: 20,
    },
    {
      text: `${what.kind} ${what.number}`,
      fontSize: 17,
      bold: true,
      margin: [0, 28, 0, 14],
      headlineLevel: 1,
    },
  ];
}

/** Names and values below each other; what has no value is left out. */
export function pairs(
  all: readonly Pair[],
  widths: readonly [number | 'auto', number | '*'],
): Content & object {
  const body: TableCell[][] = all.flatMap(([name, value]) =>
    value === null ? [] : [[{ text: name, color: '#5b6472' }, { text: typed(value) }]],
  );
  if (body.length === 0) return { text: '' };
  return { layout: 'pairs', table: { widths: [...widths], body } };
}

export const right = (text: string, more: object = {}): TableCell => ({
  text,
  alignment: 'right',
  noWrap: true,
  ...more,
});

/** The foot of each page: everything of the seller in one or two lines. */
export function letterheadOf(seller: Seller, words: PdfWords): string {
  const { bankAccount } = seller;
  const facts = [
    seller.name,
    addressOf(seller).replaceAll('\n', ', '),
    seller.email,
    seller.vatNumber && `${words.vatNumber} ${seller.vatNumber}`,
    bankAccount && `IBAN ${printedIban(bankAccount.iban)}`.replaceAll(' ', '\u00a0'),
    bankAccount?.bic && `BIC ${bankAccount.bic}`,
  ];
  return printable(facts.filter(Boolean).join(' · '));
}

const addressOf = ({ address }: Party): string => address ?? '';
