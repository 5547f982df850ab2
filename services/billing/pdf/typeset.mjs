// Breaks what people typed into lines and each line into pieces of one font, in the order in which they are seen. pdfmake itself
// knows one font and one direction for a text; it takes these lines as they are.
import bidi from 'bidi-js';
import { openSync } from 'fontkit';
import LineBreaker from 'linebreak';
import { familyOf, fontOrder, fonts, joinerOf } from './fonts.mjs';
import { inked } from './readable.mjs';
import { remembered } from './remembered.mjs';

const { getEmbeddingLevels, getMirroredCharacter } = bidi();
const clusters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Of the lines that pdfmake breaks itself, too. */
export const lineHeight = 1.15;
/** pdfmake adds widths up in another order. */
const slack = 0.2;

/** How the fonts' program decides on the direction of what it draws: by the first letter that belongs to one script. */
const rightToLeft = /^[\p{Script=Common}\p{Script=Inherited}]*[\p{Script=Hebrew}\p{Script=Arabic}]/u;
/** In the place of what no font has. */
export const substitute = '\ufffd';

/**
 * @param pieces text with its own style: `[{ text, bold? }]`
 * @param style `{ width, fontSize, bold?, direction? }`, in points; the direction is that of the first letter if it is not given
 * @returns lines: `{ inlines, height, rightToLeft }`, each inline `{ text, font, … }` from left to right
 */
export function typeset(pieces, { width, fontSize, bold = false, direction = 'auto' }) {
  const text = pieces.map((piece) => piece.text).join('');
  const order = fontOrder(text);
  const styleAt = stylesOf(pieces, { bold });
  const lines = [];
  let start = 0;
  for (const paragraph of text.split('\n')) {
    const at = start;
    const rest = { width, fontSize, bold, direction, order };
    lines.push(...linesOf(paragraph, { ...rest, styleAt: (place) => styleAt(at + place) }));
    start += paragraph.length + 1;
  }
  return lines;
}

/** The style of each place of the joined text. */
function stylesOf(pieces, common) {
  if (pieces.length === 1) {
    const { text: _, ...style } = { ...common, ...pieces[0] };
    return () => style;
  }
  const ends = [];
  let end = 0;
  for (const { text, ...style } of pieces) ends.push([(end += text.length), { ...common, ...style }]);
  return (at) => (ends.find(([last]) => at < last) ?? ends.at(-1))[1];
}

function linesOf(paragraph, { width, fontSize, bold, direction, order, styleAt }) {
  const { levels, isRightToLeft } = levelsOf(paragraph, direction);
  const atoms = atomsOf(paragraph, { levels, order, styleAt });
  const widthOf = (from, to) => runsOf(atoms, from, to).reduce((sum, run) => sum + measure(run, fontSize), 0);
  const lines = brokenAt(atoms, width - slack, widthOf);
  return lines.map(([from, to]) => {
    const runs = runsOf(atoms, from, endOfText(atoms, from, to));
    const inlines = inVisualOrder(runs).map(({ text, family, style: { bold } }) => ({
      text,
      font: family,
      bold,
      lineHeight: lineHeightOf(family, bold),
    }));
    if (inlines.length === 0) inlines.push({ text: '', font: 'Roboto', bold, lineHeight });
    const heights = inlines.map((inline) => heightOf(inline.font, inline.bold) * inline.lineHeight);
    return { inlines, height: Math.max(...heights) * fontSize, rightToLeft: isRightToLeft };
  });
}

/** What makes a text go from right to left, or from left to right in it: letters and figures of such scripts, marks of direction. */
const turning =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** The levels of Unicode's bidirectional algorithm by place; null: all are 0, as in most texts. */
function levelsOf(paragraph, direction) {
  if (direction !== 'rtl' && !turning.test(paragraph)) return { levels: null, isRightToLeft: false };
  const { levels, paragraphs } = getEmbeddingLevels(paragraph, direction);
  return { levels, isRightToLeft: paragraphs[0]?.level === 1 };
}

/**
 * What is never torn apart for want of a font: one character as readers see it. What directs, joins or breaks text has done so by
 * its place in the paragraph, and is left out where it would be drawn.
 */
function atomsOf(paragraph, { levels, order, styleAt }) {
  const opportunities = new Set(breaksOf(paragraph));
  const atoms = [];
  let mayBreak = false;
  let index = 0;
  for (const segment of segmentsOf(paragraph)) {
    mayBreak ||= opportunities.has(index);
    const level = levels ? levels[index] : 0;
    const style = styleAt(index);
    for (const { text, family } of drawable(segment, order)) {
      atoms.push({ text, family, level, style, mayBreak });
      mayBreak = false;
    }
    index += segment.length;
  }
  // A space is that of the word before it, so that a line changes the font only where a word does.
  for (let i = 1; i < atoms.length; i += 1)
    if (
      atoms[i].text === ' ' &&
      !['Emoji', 'Symbols'].includes(atoms[i - 1].family) &&
      hasSpace(atoms[i - 1].family)
    )
      atoms[i].family = atoms[i - 1].family;
  return atoms;
}

/** Characters that may belong to the one before or after them. All others stand alone, which need not be asked: asking is slow. */
const joining =
  /[\p{M}\p{Grapheme_Extend}\p{C}\p{Emoji_Modifier}\p{Regional_Indicator}\u0d4e\u0e33\u0eb3\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]|[\u{11000}-\u{11fff}]/u;
const isJoining = remembered((character) => joining.test(character));

/** A text, character by character as readers see them. */
function segmentsOf(text) {
  const segments = [];
  let start = 0;
  let at = 0;
  let size = 0;
  let lastJoins = false;
  const end = () => {
    if (size === 1) segments.push(text.slice(start, at));
    else if (size > 1) segments.push(...segmentsOfJoined(text.slice(start, at)));
    start = at;
    size = 0;
  };
  for (const character of text) {
    const joins = isJoining(character);
    if (!joins && !lastJoins) end();
    lastJoins = joins;
    at += character.length;
    size += 1;
  }
  end();
  return segments;
}

const segmentsOfJoined = remembered((text) => [...clusters.segment(text)].map(({ segment }) => segment));

/** In the font that has all of it; if none has, each character in the font that has it, and one sign for what no font has. */
const drawableOf = remembered((order) => remembered((segment) => drawableIn(segment, order)));
const drawable = (segment, order) => drawableOf(order)(segment);

function drawableIn(segment, order) {
  const family = familyOf(segment, order);
  if (family) {
    const text = inked(segment, joinerOf(family));
    return text === '' ? [] : [{ text, family }];
  }
  const parts = [...inked(segment)].map((character) => ({
    text: character,
    family: familyOf(character, order),
  }));
  const known = parts.filter((part) => part.family);
  return known.length === parts.length ? parts : [...known, { text: substitute, family: 'Roboto' }];
}

/** Where lines begin and end, as places in `atoms`: at the last opportunity that fits; within a word only where it is wider than a line. */
function brokenAt(atoms, width, widthOf) {
  const lines = [];
  let start = 0;
  let used = 0;
  let i = 0;
  while (i < atoms.length) {
    // The next stretch that stays together.
    let end = i + 1;
    while (end < atoms.length && !atoms[end].mayBreak) end += 1;
    const endOfWord = endOfText(atoms, i, end);
    const word = widthOf(i, endOfWord);
    if (used + word <= width) {
      used += word + widthOf(endOfWord, end);
      i = end;
    } else if (i > start) {
      lines.push([start, i]);
      start = i;
      used = 0;
    } else {
      const fitting = endOfWhatFits(i, end, width, widthOf);
      lines.push([i, fitting]);
      start = i = fitting;
      used = 0;
    }
  }
  lines.push([start, atoms.length]);
  return lines;
}

/** Letter by letter, which may be a little less than fits: never more. */
function endOfWhatFits(from, to, width, widthOf) {
  let end = from + 1;
  for (let used = widthOf(from, end); end < to; end += 1) {
    used += widthOf(end, end + 1);
    if (used > width) break;
  }
  return end;
}

function endOfText(atoms, from, to) {
  let end = to;
  while (end > from && atoms[end - 1].text === ' ') end -= 1;
  return end;
}

function breaksOf(text) {
  const breaker = new LineBreaker(text);
  const places = [];
  for (let next = breaker.nextBreak(); next; next = breaker.nextBreak()) places.push(next.position);
  return places;
}

/** What stays together on a line, each with the blanks behind it. */
export function wordsOf(text) {
  const ends = breaksOf(text);
  return ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end));
}

/** Neighbours of one font, style and direction together: letters change by their neighbours. */
function runsOf(atoms, from, to) {
  const runs = [];
  let last = null;
  for (let i = from; i < to; i += 1) {
    const { text, level, family, style } = atoms[i];
    // The fonts' program turns around what it draws from right to left, but word by word.
    const apart = level % 2 === 1 && (text === ' ' || last?.text.endsWith(' '));
    if (last && !apart && last.level === level && last.family === family && last.style === style)
      last.text += text;
    else runs.push((last = { text, level, family, style }));
  }
  for (const run of runs) run.text = drawn(run);
  return runs.filter(({ text }) => text !== '');
}

/**
 * The text as it has to be handed to the fonts' program, which decides on the direction by the first letter. Whatever it would
 * draw the wrong way is handed over the wrong way round.
 */
function drawn({ text, level }) {
  if (level % 2 === 0 && !turning.test(text)) return text;
  const turned = level % 2 === 1 ? [...text].map((c) => getMirroredCharacter(c) ?? c).join('') : text;
  if (rightToLeft.test(turned) === (level % 2 === 1)) return turned;
  return segmentsOf(turned).reverse().join('');
}

/** Rule L2 of Unicode's bidirectional algorithm: from the highest level down, what lies at it or above is turned around. */
function inVisualOrder(runs) {
  const ordered = [...runs];
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = highest; level > 0; level -= 1)
    for (let i = 0; i < ordered.length; i += 1) {
      let end = i;
      while (end < ordered.length && ordered[end].level >= level) end += 1;
      if (end > i) ordered.splice(i, end - i, ...ordered.slice(i, end).reverse());
      i = end;
    }
  return ordered;
}

const openFont = remembered((path) => {
  const font = openSync(path);
  return {
    font,
    widthOf: remembered((text) => font.layout(text).advanceWidth / font.unitsPerEm),
    height: (font.ascent - font.descent) / font.unitsPerEm,
    hasSpace: font.hasGlyphForCodePoint(0x20),
  };
});
const open = (family, bold) => openFont(fonts[family][bold ? 'bold' : 'normal']);

const heightOf = (family, bold) => open(family, bold).height;
/** Fonts whose marks stand high above the letters would tear lines apart. */
const lineHeightOf = (family, bold) => (heightOf(family, bold) > 1.5 ? 0.9 : lineHeight);
/** Of one in the font of Latin, Greek and Cyrillic letters; in points. */
export const heightOfLine = ({ fontSize, bold }) =>
  heightOf('Roboto', bold) * lineHeightOf('Roboto', bold) * fontSize;
const hasSpace = (family) => family === 'Roboto' || open(family, false).hasSpace;

const measure = ({ text, family, style: { bold } }, fontSize) =>
  widthOfText(text, { family, bold, fontSize });

/** In points. */
export function widthOfText(text, { family = 'Roboto', bold = false, fontSize }) {
  return open(family, bold).widthOf(text) * fontSize;
}
