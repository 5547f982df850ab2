import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client.js';

export type Customer = Schemas['Customer'];

/** Those among whom one is chosen; inactive ones get no new project. */
export const customerChoices = (q: string) =>
  queryOptions({
    queryKey: ['customers', 'choices', q],
    queryFn: ({ signal }) =>
      ask(
        api.GET('/customers', {
          signal,
          params: { query: { ...(q && { q }), status: 'ACTIVE', limit: 20, sort: 'name' } },
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: ['customers', id],
    queryFn: ({ signal }) => ask(api.GET('/customers/{id}', { signal, params: { path: { id } } })),
    enabled: id !== '',
  });
