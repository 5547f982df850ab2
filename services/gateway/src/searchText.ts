import { escapeLike, isLongWord, searchWords } from '@closeout/service-kit';

/** Conditions on a record's `searchText`, one for each word of a search; a search of punctuation alone finds nothing. */
export function matching(q: string | undefined): { searchText: { contains: string } }[] {
  if (!q) return [];
  const words = searchWords(q);
  if (words.length === 0) return [{ searchText: { contains: nowhere } }];
  return words.map((word) => ({
    searchText: { contains: isLongWord(word) ? escapeLike(word) : ` ${escapeLike(word)}` },
  }));
}

/** No text that is searched holds two blanks in a row. */
const nowhere = '  ';
