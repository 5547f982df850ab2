import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client.js';

export type ApiKey = Schemas['ApiKey'];
export type EventSource = NonNullable<ApiKey['eventSources']>[number];

export const apiKeyList = infiniteQueryOptions({
  queryKey: ['api-keys', 'list'],
  queryFn: ({ signal, pageParam: cursor }) =>
    ask(api.GET('/api-keys', { signal, params: { query: { ...(cursor && { cursor }) } } })),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
});
