import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client.js';
import { askAgainIn } from '../app/queries.js';
import type { ProjectListQuery } from './projectFilters.js';

export type Project = Schemas['Project'];
export type ProjectSummary = Schemas['ProjectSummary'];

export const projectList = (query: ProjectListQuery) =>
  infiniteQueryOptions({
    queryKey: ['projects', 'list', query],
    queryFn: ({ signal, pageParam: cursor }) =>
      ask(
        api.GET('/projects', {
          signal,
          params: { query: { ...query, limit: 100, ...(cursor && { cursor }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // The rows of the search before stay until the new ones are there: nothing jumps while one types.
    placeholderData: keepPreviousData,
  });

/** Everything that is known of one project: whatever changes in it makes all of it old. */
export const projectKey = (id: string) => ['projects', 'one', id] as const;
const path = (id: string) => ({ params: { path: { id } } });

export const projectQuery = (id: string) =>
  queryOptions({
    queryKey: [...projectKey(id), 'project'],
    queryFn: ({ signal }) => ask(api.GET('/projects/{id}', { signal, ...path(id) })),
  });

export const progressQuery = (id: string) =>
  queryOptions({
    queryKey: [...projectKey(id), 'progress'],
    queryFn: ({ signal }) => ask(api.GET('/projects/{id}/progress', { signal, ...path(id) })),
  });

export const stagesQuery = (id: string) =>
  queryOptions({
    queryKey: [...projectKey(id), 'stages'],
    queryFn: ({ signal }) => ask(api.GET('/projects/{id}/stages', { signal, ...path(id) })),
  });

export const teamQuery = (id: string) =>
  queryOptions({
    queryKey: [...projectKey(id), 'team'],
    queryFn: ({ signal }) => ask(api.GET('/projects/{id}/team', { signal, ...path(id) })),
  });

export const historyQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...projectKey(id), 'history'],
    queryFn: ({ signal, pageParam: cursor }) =>
      ask(
        api.GET('/projects/{id}/history', {
          signal,
          params: { path: { id }, query: { ...(cursor && { cursor }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const documentsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...projectKey(id), 'documents'],
    queryFn: ({ signal, pageParam: cursor }) =>
      ask(
        api.GET('/projects/{id}/documents', {
          signal,
          params: { path: { id }, query: { ...(cursor && { cursor }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const technicalClosureQuery = (id: string) =>
  queryOptions({
    queryKey: [...projectKey(id), 'technical-closure'],
    queryFn: ({ signal }) => ask(api.GET('/projects/{id}/technical-closure', { signal, ...path(id) })),
  });

export const financialClosureQuery = (id: string) =>
  queryOptions({
    queryKey: [...projectKey(id), 'financial-closure'],
    queryFn: ({ signal }) => ask(api.GET('/projects/{id}/financial-closure', { signal, ...path(id) })),
    // Billing decides in the background; the page looks again until it did.
    refetchInterval: (query) =>
      query.state.data?.closures.some(({ status }) => status === 'PENDING') ? 1500 : askAgainIn(query),
  });
