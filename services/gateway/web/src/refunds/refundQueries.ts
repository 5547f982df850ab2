import { limits } from '@closeout/contracts/limits';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { paths } from '../api/generated/schema.js';
import { api, ask, type Schemas } from '../api/client.js';
import { onlyGiven, textIn } from '../ui/addressWords.js';

export type Refund = Schemas['Refund'];
export type RefundSummary = Schemas['RefundSummary'];
export type RefundListQuery = NonNullable<paths['/refunds']['get']['parameters']['query']>;

const path = (id: string) => ({ params: { path: { id } } });

/** What the address asks for. */
export const refundListQuery = (params: URLSearchParams): RefundListQuery =>
  onlyGiven({
    q: textIn(params, 'q'),
    customerId: textIn(params, 'customerId'),
    projectId: textIn(params, 'projectId'),
  });

export const refundList = (query: RefundListQuery) =>
  infiniteQueryOptions({
    queryKey: ['refunds', 'list', query],
    queryFn: ({ signal, pageParam: cursor }) =>
      ask(api.GET('/refunds', { signal, params: { query: { ...query, ...(cursor && { cursor }) } } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

/** All of one receipt: there are never many. */
export const refundsOfReceipt = (receiptId: string) =>
  queryOptions({
    queryKey: ['refunds', 'of-receipt', receiptId],
    queryFn: ({ signal }) =>
      ask(api.GET('/refunds', { signal, params: { query: { receiptId, limit: limits.pageSize } } })),
  });

export const refundQuery = (id: string) =>
  queryOptions({
    queryKey: ['refunds', 'one', id],
    queryFn: ({ signal }) => ask(api.GET('/refunds/{id}', { signal, ...path(id) })),
  });

export const refundHistoryQuery = (id: string) =>
  queryOptions({
    queryKey: ['refunds', 'one', id, 'history'],
    queryFn: ({ signal }) => ask(api.GET('/refunds/{id}/history', { signal, ...path(id) })),
  });
