// Turns a document of page.ts into what pdfmake takes: what people typed becomes text, or lines where pdfmake could not make them.
import { isRoboto } from './fonts.mjs';
import { spaceOf } from './layouts.mjs';
import { heightOfLine, typeset, widthOfText, wordsOf } from './typeset.mjs';

/** A row of a table that is taller is broken over pages, in pieces of about the second height. In points. */
const tallRow = 300;
const pieceOfRow = 60;

/**
 * @param node content with `{ typed: [{ text, bold? }], direction?, alignToStart? }` where people typed something
 * @param place `{ width, fontSize, bold? }`: how much room it has, and the style around it
 */
export function expand(node, place) {
  if (Array.isArray(node)) return node.map((child) => expand(child, place));
  if (typeof node !== 'object' || node === null) return node;
  const inner = placeIn(node, place);
  if (node.typed) return paragraph(node, inner);
  if (node.stack) return { ...node, stack: expand(node.stack, inner) };
  if (node.columns) return { ...node, columns: columns(node, inner) };
  if (node.table) return table(node, inner);
  return node;
}

const placeIn = ({ fontSize, bold, margin }, place) => ({
  fontSize: fontSize ?? place.fontSize,
  bold: bold ?? place.bold,
  width: place.width - (margin?.[0] ?? 0) - (margin?.[2] ?? 0),
});

function columns({ columns: all, columnGap = 0 }, place) {
  const given = all.reduce((sum, { width }) => sum + (typeof width === 'number' ? width : 0), 0);
  const rest = place.width - given - columnGap * (all.length - 1);
  return all.map((column) => {
    const width = typeof column.width === 'number' ? column.width : rest;
    const { width: _, ...content } = column;
    return { ...expand(content, { ...place, width }), width: column.width };
  });
}

/** Latin, Greek and Cyrillic texts are left to pdfmake. */
function paragraph({ typed, direction, alignToStart, ...node }, place) {
  if (typed.every(isPlain)) return { ...node, text: typed.flatMap(plain) };
  return {
    ...node,
    stack: typeset(typed, { ...place, direction }).map((line) => toNode(line, alignToStart)),
  };
}

const isPlain = ({ text }) =>
  /^[\n\x20-\x7e\xa0-\xac\xae-\xff]*$/.test(text) ||
  [...text].every((character) => character === '\n' || isRoboto(character));

/** Words too long for a column are broken anywhere: otherwise the column would grow to hold them, and push the figures off the paper. */
const plain = ({ text, ...style }) =>
  text
    .split(/(\S{30,})/)
    .map((part, index) => ({ ...style, text: part, ...(index % 2 === 1 && { wordBreak: 'break-all' }) }));

const toNode = ({ inlines, rightToLeft }, alignToStart) => ({
  text: inlines,
  noWrap: true,
  preserveLeadingSpaces: true,
  ...(rightToLeft && alignToStart && { alignment: 'right' }),
});

function table(node, place) {
  const { body } = node.table;
  if (!body.some((row) => row.some((cell) => needsWidth(cell, node)))) {
    return { ...node, table: { ...node.table, body: expand(body, place) } };
  }
  const widths = widthsOf(node, place);
  const continued = new Set();
  const rows = [];
  for (const row of body) {
    rowsOf(row, node.table, widths, place).forEach((piece, index) => {
      if (index > 0) continued.add(rows.length);
      rows.push(piece);
    });
  }
  return { ...node, table: { ...node.table, widths, body: rows, continued } };
}

function needsWidth(cell, node) {
  const { dontBreakRows } = node.table;
  if (cell.stack) return cell.stack.some((part) => needsWidth(part, node));
  return Boolean(cell.typed?.some(({ text }) => !isPlain({ text }) || (dontBreakRows && mayBeTall(text))));
}

/** In the narrowest column, of the widest letters. */
const mayBeTall = (text) =>
  text.split('\n').reduce((lines, { length }) => lines + Math.max(1, Math.ceil(length / 10)), 0) > 25;

/** As pdfmake would find them: of the figures that the column holds, and what is left for the text. */
function widthsOf(node, place) {
  const { widths, body } = node.table;
  const known = widths.map((width, column) => {
    if (width !== 'auto') return width;
    return Math.max(...body.map((row) => naturalWidth(row[column], place))) + 0.5;
  });
  const given = known.reduce((sum, width) => sum + (typeof width === 'number' ? width : 0), 0);
  return known.map((width) => (width === '*' ? place.width - spaceOf(node) - given : width));
}

function naturalWidth(cell, place) {
  if (typeof cell === 'string') return widthOfText(cell, place);
  const { text = '', stack, fontSize = place.fontSize, bold = place.bold } = cell;
  if (stack) return Math.max(...stack.map((part) => naturalWidth(part, place)));
  return widthOfText(text, { fontSize, bold });
}

/** A row that is too tall for a page, as several: figures beside the first of them, and the text going on below. */
function rowsOf(row, { dontBreakRows }, widths, place) {
  const placeOf = (column) => ({ ...place, width: widths[column] });
  const column = dontBreakRows ? row.findIndex(({ typed }) => typed) : -1;
  if (column < 0) return [row.map((cell, at) => expand(cell, placeOf(at)))];
  const { typed, alignToStart, ...style } = row[column];
  const inner = placeIn(style, placeOf(column));
  const lines = needsLines(typed, inner) ? typeset(typed, inner) : null;
  const isTall = lines && heightOf(lines) > tallRow;
  const cells = row.map((cell, at) => {
    if (at !== column || !lines || typed.every(isPlain)) return expand(cell, placeOf(at));
    return { ...style, stack: lines.map((line) => toNode(line, alignToStart)) };
  });
  if (!isTall) return [cells];
  return grouped(lines).map((group, index) => {
    const others = index === 0 ? cells : cells.map(() => '');
    return others.with(column, { ...style, stack: group.map((line) => toNode(line, alignToStart)) });
  });
}

const heightOf = (lines) => lines.reduce((sum, { height }) => sum + height, 0);

/** Whether pdfmake cannot make the lines itself, or how tall they are has to be known. */
const needsLines = (typed, place) =>
  !typed.every(isPlain) || (typed.some(({ text }) => mayBeTall(text)) && !isSurelyLow(typed, place));

/** Some more than the distances between letters add to a text. */
const generously = 1.1;

/** Whether the lines of a plain text are no taller than a row may be even if its letters are a little wider than they are. */
function isSurelyLow(typed, { width, fontSize, bold = false }) {
  if (typed.length > 1) return false;
  const widthOf = (word) => {
    let sum = 0;
    for (const letter of word) sum += widthOfText(letter, { fontSize, bold });
    return sum * generously;
  };
  let lines = 0;
  for (const paragraph of typed[0].text.split('\n')) {
    lines += 1;
    let used = 0;
    for (const word of wordsOf(paragraph)) {
      const wide = widthOf(word);
      if (used + wide > width) {
        // One that is wider than a line goes on in the next ones, and leaves the last to nobody else.
        lines += Math.ceil(wide / width);
        used = Math.min(wide, width);
      } else used += wide;
    }
  }
  return lines * heightOfLine({ fontSize, bold }) <= tallRow;
}

function grouped(lines) {
  const groups = [];
  let room = 0;
  for (const line of lines) {
    if (line.height > room) {
      groups.push([]);
      room = pieceOfRow;
    }
    groups.at(-1).push(line);
    room -= line.height;
  }
  return groups;
}
