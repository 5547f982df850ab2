import { withReadableDomains } from './emailKey.js';

/*
 * What a search word means is the same in every list: no case, no accents, no Unicode forms, no punctuation, words in any order; and a
 * number however its parts are set apart. PostgreSQL's function `searchable`, which generated columns are made with, does the same; a
 * test holds the two against each other.
 */

/** Accents and other marks that people leave out when they type: of Latin, Greek, Cyrillic, Hebrew and Arabic letters. */
const marks =
  // eslint-disable-next-line no-misleading-character-class -- marks alone are what is meant
  /[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/gu;
/** Characters that nobody sees: what Unicode says is ignored or formats text, and the letters and signs that fonts show as nothing. */
const invisible =
  // eslint-disable-next-line no-misleading-character-class -- the same
  /[\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;
/** They stand inside a word: `O'Brien`. */
const apostrophes = /['`\u02b9-\u02bc\u05f3\u2018-\u201b\u2032]/gu;
/** All that sets words apart: blanks, control characters, punctuation, symbols. */
const separators =
  /[\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb-\u00bf\u00d7\u00f7\u02c2-\u02df\u037e\u0387\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05c6\u05f4\u0606-\u060f\u061b\u061d-\u061f\u066a-\u066d\u06d4\u0700-\u070d\u0964\u0965\u0970\u0df4\u0e3f\u0e4f\u0e5a\u0e5b\u10fb\u1360-\u1368\u1400\u166d\u166e\u1680\u1800-\u180a\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u3036\u3037\u303d-\u303f\u30a0\u30fb\ufd3e\ufd3f\ufe10-\ufe19\ufe30-\ufe6f\ufffc\ufffd\u{1f000}-\u{1faff}]+/gu;

/** Letters that Unicode takes for letters of their own, and people type as others. */
const plainLetters: Record<string, string> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' },
  ...{ ł: 'l', đ: 'd', ð: 'd', ɖ: 'd', ø: 'o', ħ: 'h', ŧ: 't', ı: 'i', ŋ: 'n', ĸ: 'k', ς: 'σ' },
};
const otherLetters = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'gu');

/** As text is searched and sorted: lower case, without accents and punctuation, single blanks. */
export function searchable(text: string): string {
  return text
    .replaceAll('´', "'")
    .normalize('NFKD')
    .replaceAll(marks, '')
    .replaceAll(invisible, '')
    .replaceAll(apostrophes, '')
    .toLowerCase()
    .replaceAll(otherLetters, (letter) => plainLetters[letter] ?? letter)
    .replaceAll(separators, ' ')
    .trim();
}

/** An identifier as it is compared: letters and digits alone. PostgreSQL's function `identifier` does the same. */
export const identifier = (text: string): string => searchable(text).replaceAll(' ', '');

/** What is searched of an identifier: its parts, and all of it in one. */
export const searchableIdentifier = (text: string): string => `${searchable(text)} ${identifier(text)}`;

/** More words than these do not narrow a search any further. */
const maxWords = 8;

/**
 * The ways to read a query, each of them the words that must all occur; what one of them finds is found. The first takes the words as
 * they are typed. If there is a second, it joins those that may be parts of one identifier: `FR 83 842 278` is `fr83842278` as well.
 * What is typed without blanks is one word, in which blanks stand for punctuation: `7/B` is `7 b`. Words of punctuation alone say
 * nothing and are left out.
 * @returns none when nothing can be found
 */
export function searchWays(query: string): string[][] {
  const typed = withReadableDomains(query)
    .split(/[\s,;\u060c\u3001\uff0c\uff1b]+/u)
    .map(searchable)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (typed.length === 0) return [];
  const ways = [firstWords(typed)];
  const joined = firstWords(joinIdentifiers(typed));
  if (joined.join('\n') !== firstWords(typed).join('\n')) ways.push(joined);
  return ways;
}

const firstWords = (words: readonly string[]): string[] => [...new Set(words)].slice(0, maxWords);

/** Joins words that stand side by side when each of them may be a part of an identifier, and digits are among them. */
function joinIdentifiers(words: readonly string[]): string[] {
  const runs: string[][] = [];
  for (const word of words) {
    const run = runs.at(-1);
    if (run?.every(isPart) && isPart(word)) run.push(word);
    else runs.push([word]);
  }
  return runs.flatMap((run) => {
    const joined = run.join('').replaceAll(' ', '');
    return run.every(isPart) && /\d/.test(joined) ? [joined] : run;
  });
}

/** A country's code, a kind of document, anything with a digit: `fr`, `inv`, `mwst`, `842`, `278b01`. */
const isPart = (word: string): boolean =>
  word.split(' ').every((part) => /\p{N}/u.test(part) || part.length <= 4);

/** Whether the index of trigrams helps to find a word anywhere: it says nothing of fewer than three letters or digits in a row. */
export const isLongWord = (word: string): boolean => /[\p{L}\p{N}]{3}/u.test(word);

/** `%` and `_` mean themselves. */
export const escapeLike = (text: string): string =>
  text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);

/**
 * What a text that begins with a blank must contain for a word: long words and parts of identifiers may stand anywhere, a short one where a
 * word begins.
 */
export function wanted(word: string): string {
  const anywhere = isLongWord(word) || (word.includes(' ') && /\p{N}/u.test(word));
  return escapeLike(anywhere ? word : ` ${word}`);
}

/** A LIKE pattern for one word. */
export const likePattern = (word: string): string => `%${wanted(word)}%`;

/**
 * LIKE patterns for a part of a document's number, `INV-2026-0042`: any part, with or without its hyphens, and letters alone where the
 * number begins. One of them is enough.
 * @returns none for a word that can be no part of a number
 */
export function numberPatterns(word: string): string[] {
  if (!/^[a-z0-9 ]+$/.test(word)) return [];
  const part = word.replaceAll(' ', '-');
  const asTyped = /\d/.test(part) || isLongWord(part) ? `%${part}%` : `${part}%`;
  return [asTyped, ...hyphenated(part).map((other) => `%${other}%`)].map((pattern) => pattern.toUpperCase());
}

/**
 * What a word means as a part of a number, of which it leaves out hyphens: `inv20260042` is `inv-2026-0042`. Of digits alone nobody
 * knows where the year ends; fewer than five are left as they are, because a count is found by those.
 */
export function hyphenated(word: string): string[] {
  const named = /^([a-z]{1,3})-?(\d{1,4})(?:-?(\d{1,9}))?$/.exec(word);
  if (named) {
    const [, series, year, count] = named;
    const number = [series, year, count].filter(Boolean).join('-');
    return number === word ? [] : [number];
  }
  if (!/^\d{5,13}$/.test(word)) return [];
  return [4, 3, 2, 1].map((digits) => `${word.slice(0, digits)}-${word.slice(digits)}`);
}
