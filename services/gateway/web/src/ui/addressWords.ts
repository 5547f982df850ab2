import { longestSearch } from '@closeout/contracts/limits';
/** What the address says for one of a list's filters. Words that the API would not know count as none: an old link still shows a list. */
export const wordIn = <T extends string>(
  params: URLSearchParams,
  name: string,
  words: readonly T[],
): T | undefined => words.find((word) => word === params.get(name));

export const textIn = (params: URLSearchParams, name: string): string | undefined =>
  params.get(name)?.trim().slice(0, longestSearch) || undefined;

/** Without the filters that are not set, so that equal queries have equal keys. */
export const onlyGiven = <T extends object>(query: T): T =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as T;
