import { accounts } from '@closeout/contracts/vocabulary';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client.js';
import type { paths } from '../api/generated/schema.js';
import { onlyGiven, textIn, wordIn } from '../ui/addressWords.js';

export type JournalLine = Schemas['JournalLine'];
export type JournalQuery = Pick<
  NonNullable<paths['/journal']['get']['parameters']['query']>,
  'from' | 'to' | 'account' | 'documentNumber'
>;

export const journalFilterNames = ['from', 'to', 'account', 'documentNumber'] as const;

const dayIn = (params: URLSearchParams, name: string): string | undefined =>
  /^\d{4}-\d\d-\d\d$/.exec(params.get(name) ?? '')?.[0];

/** What the address asks for. */
export const journalQuery = (params: URLSearchParams): JournalQuery =>
  onlyGiven({
    from: dayIn(params, 'from'),
    to: dayIn(params, 'to'),
    account: wordIn(params, 'account', accounts),
    documentNumber: textIn(params, 'documentNumber')?.slice(0, 50),
  });

export const journalList = (query: JournalQuery) =>
  infiniteQueryOptions({
    queryKey: ['journal', 'list', query],
    queryFn: ({ signal, pageParam: cursor }) =>
      ask(api.GET('/journal', { signal, params: { query: { ...query, ...(cursor && { cursor }) } } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

/** The same lines, as a file. */
export const csvAddress = (query: JournalQuery): string => {
  const words = new URLSearchParams(query as Record<string, string>).toString();
  return `/api/v1/journal.csv${words && `?${words}`}`;
};

export const lockKey = ['journal', 'lock'] as const;
export const lockQuery = queryOptions({
  queryKey: lockKey,
  queryFn: ({ signal }) => ask(api.GET('/journal/lock', { signal })),
});
