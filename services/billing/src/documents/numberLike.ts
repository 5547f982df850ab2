import { numberPatterns, searchWays } from '@closeout/service-kit/db';
import type { Conditions } from './conditions.js';

/** SQL: whether a number has each of the words of one of the ways to read a search; any part will do. */
export function numberLike(q: string, column: string, where: Conditions): string {
  const ways = searchWays(q).map((words) =>
    words.map((word) => wordInNumber(word, column, where)).join(' AND '),
  );
  return ways.length === 0 ? 'false' : `(${ways.join(' OR ')})`;
}

/** SQL: whether a number has the word. */
export function wordInNumber(word: string, column: string, where: Conditions): string {
  const found = numberPatterns(word).map((pattern) => `${column} LIKE ${where.bind(pattern)}`);
  return found.length === 0 ? 'false' : `(${found.join(' OR ')})`;
}
