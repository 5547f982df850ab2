import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client.js';
import type { paths } from '../api/generated/schema.js';
import { onlyGiven, textIn, wordIn } from '../ui/addressWords.js';

export type User = Schemas['User'];
export type UserListQuery = NonNullable<paths['/users']['get']['parameters']['query']>;

export const userFilterNames = ['q', 'role', 'active'] as const;

/** What the address asks for. */
export const userListQuery = (params: URLSearchParams): UserListQuery =>
  onlyGiven({
    q: textIn(params, 'q'),
    role: textIn(params, 'role')?.slice(0, 60),
    active: wordIn(params, 'active', ['true', 'false']),
  });

export const userList = (query: UserListQuery) =>
  infiniteQueryOptions({
    queryKey: ['users', 'list', query],
    queryFn: ({ signal, pageParam: cursor }) =>
      ask(api.GET('/users', { signal, params: { query: { ...query, ...(cursor && { cursor }) } } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

export const userQuery = (id: string) =>
  queryOptions({
    queryKey: ['users', 'one', id],
    queryFn: ({ signal }) => ask(api.GET('/users/{id}', { signal, params: { path: { id } } })),
  });
