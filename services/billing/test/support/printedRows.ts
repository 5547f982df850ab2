import type { ReadPdf } from './readPdf.js';

export interface PrintedRow {
  no: string;
  /** Without blanks: where a line was broken does not matter. */
  description: string;
  /** Quantity, unit price, tax rate, amount: everything that stands to the right of the description. */
  figures: string[];
}

type Piece = ReadPdf['pieces'][number];

/** The rows of the table of lines as a reader sees them, over all pages. Each row begins with its number at the left edge. */
export function printedRows({ pieces }: ReadPdf): PrintedRow[] {
  const heads = pieces.filter(({ text }) => text === 'Description');
  if (heads.length === 0) throw new Error('no table of lines is printed');
  const descriptions = (heads[0] as Piece).x;
  const figures = Math.min(...pieces.filter(({ text }) => text === 'Quantity').map(({ x }) => x)) - 20;
  const rows: PrintedRow[] = [];
  for (const head of heads) {
    const end = pieces.find(({ page, text }) => page === head.page && text.startsWith('Net total'))?.y ?? 72;
    const below = pieces.filter(({ page, y }) => page === head.page && y < head.y - 5 && y > end);
    for (const { x, text } of below) {
      if (x < descriptions - 5) rows.push({ no: text.trim(), description: '', figures: [] });
      else if (x < figures) last(rows).description += text.replaceAll(/\s/gu, '');
      else last(rows).figures.push(text.trim());
    }
  }
  return rows;
}

function last(rows: readonly PrintedRow[]): PrintedRow {
  const row = rows.at(-1);
  if (!row) throw new Error('something stands above the first row');
  return row;
}
