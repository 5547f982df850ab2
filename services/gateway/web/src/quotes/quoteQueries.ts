import { infiniteQueryOptions, keepPreviousData, queryOptions, type QueryKey } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client.js';
import type { paths } from '../api/generated/schema.js';
import { projectKey } from '../projects/projectQueries.js';

export type Quote = Schemas['Quote'];
export type QuoteSummary = Schemas['QuoteSummary'];
export type QuoteListQuery = NonNullable<paths['/quotes']['get']['parameters']['query']>;

export const quoteList = (query: QuoteListQuery) =>
  infiniteQueryOptions({
    queryKey: ['quotes', 'list', query],
    queryFn: ({ signal, pageParam: cursor }) =>
      ask(api.GET('/quotes', { signal, params: { query: { ...query, ...(cursor && { cursor }) } } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

export const quoteQuery = (id: string) =>
  queryOptions({
    queryKey: ['quotes', 'one', id],
    queryFn: ({ signal }) => ask(api.GET('/quotes/{id}', { signal, params: { path: { id } } })),
  });

/** What is old once something was done with a quote. */
export const staleWithQuote = (projectId: string | null): QueryKey[] => [
  ['quotes'],
  ['cpos'],
  ['projects', 'list'],
  ...(projectId ? [projectKey(projectId)] : []),
];

/** What was seen is acted on, and nothing newer. */
export const seenQuote = ({ id, version }: Pick<Quote, 'id' | 'version'>) => ({
  path: { id },
  header: { 'If-Match': `"${version}"` },
});
