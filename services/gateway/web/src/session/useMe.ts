import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client.js';
import { ProblemError } from '../api/problem.js';

export type Me = Schemas['Me'];

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }): Promise<Me> => {
    // Not `GET /me`: its refusal of a stranger would stand as an error in the console of everybody’s first visit.
    const { me } = await ask(api.GET('/auth/session', { signal }));
    if (!me) throw new ProblemError({ code: 'unauthenticated', status: 401, title: '', detail: '' });
    return me;
  },
  staleTime: 60_000,
});

/** What the person who is signed in may do. What they may not is not shown; the API decides all the same. */
export function useMay(): (...anyOf: string[]) => boolean {
  const { data } = useQuery(meQuery);
  return (...anyOf) => anyOf.some((permission) => data?.permissions.includes(permission));
}
