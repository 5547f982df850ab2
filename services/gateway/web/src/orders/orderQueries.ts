import { infiniteQueryOptions, keepPreviousData, queryOptions, type QueryKey } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client.js';
import type { paths } from '../api/generated/schema.js';
import { projectKey } from '../projects/projectQueries.js';

export type Order = Schemas['Cpo'];
export type OrderVersion = Order['versions'][number];
export type OrderListQuery = NonNullable<paths['/cpos']['get']['parameters']['query']>;

export const orderList = (query: OrderListQuery) =>
  infiniteQueryOptions({
    queryKey: ['cpos', 'list', query],
    queryFn: ({ signal, pageParam: cursor }) =>
      ask(api.GET('/cpos', { signal, params: { query: { ...query, ...(cursor && { cursor }) } } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

export const orderKey = (id: string) => ['cpos', 'one', id] as const;

export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: [...orderKey(id), 'order'],
    queryFn: ({ signal }) => ask(api.GET('/cpos/{id}', { signal, params: { path: { id } } })),
  });

export const orderHistory = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...orderKey(id), 'history'],
    queryFn: ({ signal, pageParam: cursor }) =>
      ask(
        api.GET('/cpos/{id}/history', {
          signal,
          params: { path: { id }, query: { ...(cursor && { cursor }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const versionDifference = (id: string, no: number, against: number) =>
  queryOptions({
    queryKey: [...orderKey(id), 'difference', no, against],
    queryFn: ({ signal }) =>
      ask(
        api.GET('/cpos/{id}/versions/{no}/diff', {
          signal,
          params: { path: { id, no }, query: { against } },
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** What is old once something was done with an order. */
export const staleWithOrder = ({ projectId }: Pick<Order, 'projectId'>): QueryKey[] => [
  ['cpos'],
  ['decisions'],
  ['quotes'],
  ...(projectId ? [projectKey(projectId)] : []),
];
