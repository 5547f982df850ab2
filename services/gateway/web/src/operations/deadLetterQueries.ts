import type { ServiceName } from '@closeout/contracts/services';
import type { deadLetterStatuses } from '@closeout/contracts/vocabulary';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client.js';

export type DeadLetterStatus = (typeof deadLetterStatuses)[number];
export type DeadLetter = Schemas['DeadLetter'];

export const deadLettersKey = ['dead-letters'] as const;

/** How the messages of a service fare. */
export const statusQuery = (service: ServiceName) =>
  queryOptions({
    queryKey: [...deadLettersKey, service, 'status'],
    queryFn: ({ signal }) => ask(api.GET(`/operations/${service}/status`, { signal })),
    refetchInterval: 10_000,
  });

/** Whether a service may write, or was restored from a backup. */
export const eventLogQuery = (service: ServiceName) =>
  queryOptions({
    queryKey: [...deadLettersKey, service, 'event-log'],
    queryFn: ({ signal }) => ask(api.GET(`/operations/${service}/event-log`, { signal })),
    refetchInterval: 10_000,
  });

export const deadLetterList = (service: ServiceName, status: DeadLetterStatus) =>
  infiniteQueryOptions({
    queryKey: [...deadLettersKey, service, 'list', status],
    queryFn: ({ signal, pageParam: cursor }) =>
      ask(
        api.GET(`/operations/${service}/dead-letters`, {
          signal,
          params: { query: { status, ...(cursor && { cursor }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });

export const deadLetterQuery = (service: ServiceName, id: string) =>
  queryOptions({
    queryKey: [...deadLettersKey, service, 'one', id],
    queryFn: ({ signal }) =>
      ask(api.GET(`/operations/${service}/dead-letters/{id}`, { signal, params: { path: { id } } })),
  });
