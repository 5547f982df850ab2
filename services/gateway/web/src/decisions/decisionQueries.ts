import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client.js';

export type Decision = Schemas['Decision'];

export const decisionList = infiniteQueryOptions({
  queryKey: ['decisions', 'list'],
  queryFn: ({ signal, pageParam: cursor }) =>
    ask(api.GET('/decisions', { signal, params: { query: { limit: 20, ...(cursor && { cursor }) } } })),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
});

export const decisionCount = queryOptions({
  queryKey: ['decisions', 'count'],
  queryFn: ({ signal }) => ask(api.GET('/decisions/count', { signal })),
});
