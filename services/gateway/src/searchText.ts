import { searchWays, wanted } from '@closeout/service-kit/db';

interface Contains {
  searchText: { contains: string };
}

/** Conditions on a record's `searchText`: each word of one of the ways to read a search. A search of punctuation alone finds nothing. */
export function matching(q: string | undefined): (Contains | { OR: { AND: Contains[] }[] })[] {
  if (!q) return [];
  const ways = searchWays(q).map((words) => ({
    AND: words.map((word) => ({ searchText: { contains: wanted(word) } })),
  }));
  return ways.length === 0 ? [{ searchText: { contains: nowhere } }] : [{ OR: ways }];
}

/** No text that is searched holds two blanks in a row. */
const nowhere = '  ';
