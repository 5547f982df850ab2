import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client.js';

export type Colleague = Schemas['Colleague'];

/** Active people among whom one is chosen. */
export const peopleChoices = (q: string) =>
  queryOptions({
    queryKey: ['people', 'choices', q],
    queryFn: ({ signal }) =>
      ask(api.GET('/people', { signal, params: { query: { ...(q && { q }), limit: 20 } } })),
    placeholderData: keepPreviousData,
  });

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'one', id],
    queryFn: ({ signal }) => ask(api.GET('/people/{id}', { signal, params: { path: { id } } })),
    enabled: id !== '',
    staleTime: 60_000,
  });
