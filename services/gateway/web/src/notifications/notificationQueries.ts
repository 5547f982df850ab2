import { emailStatuses } from '@closeout/contracts/vocabulary';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { askAgainIn } from '../app/queries.js';
import { api, ask, type Schemas } from '../api/client.js';
import type { paths } from '../api/generated/schema.js';
import { onlyGiven, textIn, wordIn } from '../ui/addressWords.js';

export type Email = Schemas['Notification'];
export type EmailListQuery = NonNullable<paths['/notifications']['get']['parameters']['query']>;

/** What e-mails tell of. */
export const emailEvents = [
  'projects.project-created.v1',
  'projects.member-assigned.v1',
  'projects.milestone-overdue.v1',
  'projects.stage-overdue.v1',
  'projects.budget-threshold-passed.v1',
  'projects.closure-stalled.v1',
  'billing.receipt-issued.v1',
  'billing.cpo-version-created.v1',
  'billing.cpo-mismatch-found.v1',
  'billing.cpo-mismatch-reported.v1',
  'billing.cpo-mismatch-resolved.v1',
  'gateway.invitation',
  'gateway.password-reset',
  'gateway.password-changed',
] as const;
export const emailFilterNames = ['recipient', 'event', 'status'] as const;

/** What the address asks for. */
export const emailListQuery = (params: URLSearchParams): EmailListQuery =>
  onlyGiven({
    recipient: textIn(params, 'recipient'),
    event: wordIn(params, 'event', emailEvents),
    status: wordIn(params, 'status', emailStatuses),
  });

export const emailList = (query: EmailListQuery) =>
  infiniteQueryOptions({
    queryKey: ['notifications', 'list', query],
    queryFn: ({ signal, pageParam: cursor }) =>
      ask(api.GET('/notifications', { signal, params: { query: { ...query, ...(cursor && { cursor }) } } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    // Their fate is told to those who look after operations only.
    refetchInterval: 15_000,
  });

export const emailQuery = (id: string) =>
  queryOptions({
    queryKey: ['notifications', 'one', id],
    queryFn: ({ signal }) => ask(api.GET('/notifications/{id}', { signal, params: { path: { id } } })),
    refetchInterval: (query) => (query.state.data?.status === 'QUEUED' ? 5_000 : askAgainIn(query)),
  });
