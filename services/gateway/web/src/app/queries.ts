import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ProblemError } from '../api/problem.js';

/** Worth asking once more: nobody could answer. A refusal stays one. */
const mayPass = (error: Error): boolean =>
  error instanceof ProblemError && (error.problem.status === 0 || error.problem.status >= 500);

/** Whatever is refused because nobody is signed in: the shell asks who is, and learns that it was the session. */
const onError = (error: Error): void => {
  if (error instanceof ProblemError && error.problem.status === 401 && queries.getQueryData(['me']))
    void queries.invalidateQueries({ queryKey: ['me'] });
};

export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, { queryKey: [noun] }) => {
      if (noun !== 'me') onError(error);
    },
  }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && mayPass(error),
    },
  },
});
