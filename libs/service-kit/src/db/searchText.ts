import { withReadableDomains } from './emailKey.js';

/*
 * What a search word means is the same in every list: no case, no accents, no Unicode forms, words in any order. PostgreSQL's
 * function `searchable`, which generated columns are made with, does the same; a test holds the two against each other.
 */

/** Accents and other marks that people leave out when they type: of Latin, Greek, Cyrillic, Hebrew and Arabic letters. */
const marks =
  // eslint-disable-next-line no-misleading-character-class -- marks alone are what is meant
  /[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/gu;
/** Characters that nobody sees: soft hyphens, joiners, marks of direction. */
const invisible =
  // eslint-disable-next-line no-misleading-character-class -- the same
  /[\u00ad\u034f\u061c\ufe00-\ufe0f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/gu;
const blanks = /[\s\p{Cc}]+/gu;

/** As text is searched and sorted: lower case, without accents, single blanks. */
export function searchable(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(marks, '')
    .replaceAll(invisible, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ς', 'σ')
    .replaceAll(blanks, ' ')
    .trim();
}

/** More words than these do not narrow a search any further. */
const maxWords = 8;

/** The words that must all occur. Words of punctuation alone say nothing and are left out. */
export function searchWords(query: string): string[] {
  const words = searchable(withReadableDomains(query))
    .split(' ')
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  return [...new Set(words)].slice(0, maxWords);
}

/** Whether the index of trigrams helps to find a word anywhere: it says nothing of fewer than three letters or digits in a row. */
export const isLongWord = (word: string): boolean => /[\p{L}\p{N}]{3}/u.test(word);

/** `%` and `_` mean themselves. */
export const escapeLike = (text: string): string =>
  text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);

/**
 * A LIKE pattern for one word, in a text that begins with a blank. A long word may stand anywhere, a short one where a word begins.
 */
export function likePattern(word: string): string {
  return isLongWord(word) ? `%${escapeLike(word)}%` : `% ${escapeLike(word)}%`;
}

/**
 * LIKE patterns for a part of a document's number, `INV-2026-0042`: any part, with or without its hyphens, and letters alone where the
 * number begins. One of them is enough.
 * @returns none for a word that can be no part of a number
 */
export function numberPatterns(word: string): string[] {
  if (!/^[a-z0-9-]+$/.test(word)) return [];
  const part = word.toUpperCase();
  const asTyped = /\d/.test(word) || isLongWord(word) ? `%${part}%` : `${part}%`;
  return [asTyped, ...hyphenated(word).map((other) => `%${other.toUpperCase()}%`)];
}

/** LIKE patterns for one word in a text that holds a document's number among others: as `likePattern`, and as `numberPatterns`. */
export function textPatterns(word: string): string[] {
  return [likePattern(word), ...hyphenated(word).map((part) => `%${part}%`)];
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
