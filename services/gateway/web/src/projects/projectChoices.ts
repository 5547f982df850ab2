import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ask } from '../api/client.js';
import { projectKey } from './projectQueries.js';

/** Those among whom one is chosen, the newest first. */
export const projectChoices = (q: string, customerId: string | undefined) =>
  queryOptions({
    queryKey: ['projects', 'choices', customerId ?? null, q],
    queryFn: ({ signal }) =>
      ask(
        api.GET('/projects', {
          signal,
          params: { query: { ...(q && { q }), ...(customerId && { customerId }), limit: 30 } },
        }),
      ),
    // Of another customer's, none may be shown even for a moment.
    placeholderData: (before, of) =>
      of?.queryKey[2] === (customerId ?? null) ? keepPreviousData(before) : undefined,
  });

export const milestonesQuery = (projectId: string) =>
  queryOptions({
    queryKey: [...projectKey(projectId), 'milestones'],
    queryFn: ({ signal }) =>
      ask(api.GET('/projects/{id}/milestones', { signal, params: { path: { id: projectId } } })),
    enabled: projectId !== '',
  });
