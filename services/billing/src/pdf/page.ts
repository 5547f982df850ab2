import type { Party, Seller } from '@closeout/contracts/events/billing';
import type { PdfLanguage } from '@closeout/contracts/http/billing';
import type { Content, Margins, TableCell } from 'pdfmake/interfaces.js';
import { readable } from '../../pdf/readable.mjs';
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

/** A part of a text, in a style of its own. */
interface Piece {
  text: string;
  bold?: boolean;
}

/**
 * What somebody typed, with a style as pdfmake's. pdf/expand.mjs makes text or lines of it: in the fonts and the direction of its
 * letters, broken to the room that it has. `alignToStart`: text that is read from the right begins there.
 */
export function typed(
  text: string | readonly Piece[],
  style: { fontSize?: number; bold?: boolean; color?: string; margin?: Margins; alignToStart?: true } = {},
): Content & object {
  const pieces = typeof text === 'string' ? [{ text }] : text;
  // A node of our own, which no type of pdfmake's knows.
  const node: object = {
    ...style,
    typed: pieces.map((piece) => ({ ...piece, text: readable(piece.text) })),
  };
  return node as Content & object;
}

/** Why a document was made, in its own line. */
export const reasonOf = (reason: string, words: PdfWords, style: { margin?: Margins } = {}) =>
  typed([{ text: `${words.reason}: `, bold: true }, { text: apart(reason) }], style);

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
    [words.milestone, milestoneLabel && words.systemLabel(milestoneLabel)],
    [words.yourOrder, cpoNumber],
    [words.yourVatNumber, buyer.vatNumber],
  ];
  return [
    typed(seller.name, { fontSize: 11, bold: true }),
    typed(addressOf(seller), { color: '#5b6472', margin: [0, 1, 0, 26] }),
    {
      columns: [
        {
          width: '*',
          stack: [
            typed(buyer.name, { bold: true, fontSize: 10 }),
            typed(buyer.address ?? ''),
            typed(buyer.email ?? '', { color: '#5b6472' }),
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
    value === null ? [] : [[{ text: name, color: '#5b6472' }, typed(value)]],
  );
  if (body.length === 0) return { text: '' };
  return { layout: 'pairs', table: { widths: [...widths], body } };
}

export const right = (text: string, more: object = {}): Content & object => ({
  text,
  alignment: 'right',
  noWrap: true,
  ...more,
});

/** What fits below a page; the head of the first one has all of it. */
const longestFoot = 400;

/** The foot of each page: everything of the seller in a few lines. */
export function letterheadOf(seller: Seller, words: PdfWords): string {
  const { bankAccount } = seller;
  const facts = [
    seller.name,
    readable(addressOf(seller)).replaceAll('\n', ', '),
    seller.email,
    seller.vatNumber && `${words.vatNumber} ${seller.vatNumber}`,
    bankAccount && `IBAN ${printedIban(bankAccount.iban)}`.replaceAll(' ', '\u00a0'),
    bankAccount?.bic && `BIC ${bankAccount.bic}`,
  ];
  const line = facts.flatMap((fact) => (fact ? apart(fact) : [])).join(' · ');
  return line.length <= longestFoot ? line : `${line.slice(0, longestFoot)}…`;
}

/** Keeps text that is read from the right from taking what stands beside it into its order. */
const apart = (text: string): string =>
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(text) ? `\u2068${text}\u2069` : text;

const addressOf = ({ address }: Party): string => address ?? '';
