// Which fonts documents are printed with, and which of them has a character. Everything that lists or chooses fonts asks here.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { isUnseen, readable } from './readable.mjs';
import { remembered } from './remembered.mjs';

const { resolve } = createRequire(import.meta.url);

const roboto = join(dirname(resolve('pdfmake/package.json')), 'fonts/Roboto');
const fontsource = (name, script, weights = { normal: 400, bold: 700 }) =>
  styles(weights, (weight) => resolve(`@fontsource/${name}/files/${name}-${script}-${weight}-normal.woff`));
const embedpdf = (language, name, ending = 'otf') =>
  styles({ normal: 'Regular', bold: 'Bold' }, (weight) =>
    join(dirname(resolve(`@embedpdf/fonts-${language}`)), `../fonts/${name}-${weight}.${ending}`),
  );
const styles = (weights, file) => ({ normal: file(weights.normal), bold: file(weights.bold) });

/** In the order in which they are asked for a character; the first is that of everything in Latin, Greek and Cyrillic letters. */
export const fonts = {
  Roboto: styles({ normal: 'Regular', bold: 'Medium' }, (weight) => join(roboto, `Roboto-${weight}.ttf`)),
  Latin: fontsource('noto-sans', 'latin-ext'),
  Armenian: fontsource('noto-sans-armenian', 'armenian'),
  Georgian: fontsource('noto-sans-georgian', 'georgian'),
  Hebrew: fontsource('noto-sans-hebrew', 'hebrew'),
  Arabic: embedpdf('arabic', 'NotoNaskhArabic', 'ttf'),
  Devanagari: fontsource('noto-sans-devanagari', 'devanagari'),
  Thai: fontsource('noto-sans-thai', 'thai'),
  Symbols: fontsource('noto-sans-symbols-2', 'symbols', { normal: 400, bold: 400 }),
  Japanese: embedpdf('jp', 'NotoSansJP'),
  Korean: embedpdf('kr', 'NotoSansKR'),
  Chinese: embedpdf('sc', 'NotoSansHans'),
  Emoji: fontsource('noto-emoji', 'emoji'),
};
const families = Object.keys(fonts);

const isEastAsian = (family) => ['Chinese', 'Japanese', 'Korean'].includes(family);
const others = families.filter((family) => !isEastAsian(family) && family !== 'Emoji');
const orderWith = (...order) => [...others, ...order, 'Emoji'];

/** Languages write many of the same characters differently: what else stands in the text says which of them it is. */
const eastAsian = [
  [/\p{Script=Hangul}/u, orderWith('Korean', 'Chinese', 'Japanese')],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, orderWith('Japanese', 'Chinese', 'Korean')],
  [/\p{Script=Han}/u, orderWith('Chinese', 'Japanese', 'Korean')],
];
const withoutSign = orderWith('Japanese', 'Chinese', 'Korean');

/** The fonts for a text, in the order in which they are asked for each of its characters. */
export function fontOrder(text) {
  const [, order] = eastAsian.find(([sign]) => sign.test(text)) ?? [null, withoutSign];
  return order;
}

/** By what fonts join and separate characters, beside the characters themselves: emoji also by the tags of flags. */
const joiners = {
  Arabic: /[\u200c\u200d]/,
  Devanagari: /[\u200c\u200d]/,
  Emoji: /[\u200d\u{e0020}-\u{e007f}]/u,
};
export const joinerOf = (family) => joiners[family];

const looksLikeEmoji = /\p{Emoji_Presentation}|\p{Regional_Indicator}|\ufe0f|\u20e3/u;

/**
 * The font for what is read as one character: that has all of it, if one has.
 *
 * @param cluster a base with its marks, an emoji with what changes it, …
 * @returns the family's name, or null where no font has all of it
 */
export function familyOf(cluster, order) {
  const visible = [...cluster].filter((character) => !isUnseen(character));
  const asked = looksLikeEmoji.test(cluster) ? ['Emoji', ...order] : order;
  return asked.find((family) => visible.every((character) => has(family, character))) ?? null;
}

/** Whether a font has the character, or it is blank or unseen anyway. */
export const isPrintable = (character) =>
  isUnseen(character) ||
  [...readable(character)].every((each) => each === '\n' || families.some((family) => has(family, each)));

/** Whether the font of Latin, Greek and Cyrillic letters has the character, and draws it. */
export const isRoboto = (character) => !isUnseen(character) && has('Roboto', character);

function has(family, character) {
  const code = character.codePointAt(0);
  const ranges = coverage(family);
  let [low, high] = [0, ranges.length / 2 - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (code < ranges[2 * middle]) high = middle - 1;
    else if (code > ranges[2 * middle + 1]) low = middle + 1;
    else return true;
  }
  return false;
}

let written;

/** First and last of each range of characters that the fonts of a family have; known without opening them. */
const coverage = remembered((family) => {
  written ??= JSON.parse(readFileSync(new URL('coverage.json', import.meta.url), 'utf8'));
  return unpack(written[family]);
});

/** Ranges as text: the distance from the last one, and the length if it is more than one; in base 36. */
export function pack(characters) {
  const parts = [];
  let last = 0;
  for (let i = 0; i < characters.length;) {
    let end = i;
    while (characters[end + 1] === characters[end] + 1) end += 1;
    const length = end - i;
    parts.push((characters[i] - last).toString(36) + (length ? `-${length.toString(36)}` : ''));
    last = characters[end];
    i = end + 1;
  }
  return parts.join(' ');
}

function unpack(text) {
  let last = 0;
  return text.split(' ').flatMap((part) => {
    const [distance, length = '0'] = part.split('-');
    const from = last + parseInt(distance, 36);
    last = from + parseInt(length, 36);
    return [from, last];
  });
}
