import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client.js';

export type Me = Schemas['Me'];

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => ask(api.GET('/me', { signal })),
  staleTime: 60_000,
});

/** What the person who is signed in may do. What they may not is not shown; the API decides all the same. */
export function useMay(): (...anyOf: string[]) => boolean {
  const { data } = useQuery(meQuery);
  return (...anyOf) => anyOf.some((permission) => data?.permissions.includes(permission));
}
