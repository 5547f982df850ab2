import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { mayPass, ProblemError } from '../api/problem.js';

/** How often in a row an answer failed to come, by what was asked. */
const failures = new WeakMap<object, number>();
const maxWaitMs = 30_000;

/** Of any `Query`. */
export interface Failing {
  state: { status: string; error: unknown };
}

/**
 * When to ask again for what failed to come, for as long as somebody looks at it: later each time, and not all at the same moment
 * after an outage; false where nothing failed, or was refused.
 */
export function askAgainIn(query: Failing): number | false {
  const { status, error } = query.state;
  if (status !== 'error' || !(error instanceof Error) || !mayPass(error)) return false;
  return Math.min(maxWaitMs, 2_000 * 2 ** (failures.get(query) ?? 0)) * (0.75 + Math.random() / 2);
}

/** Whatever is refused because nobody is signed in: the shell asks who is, and learns that it was the session. */
const onError = (error: Error): void => {
  if (error instanceof ProblemError && error.problem.status === 401 && queries.getQueryData(['me']))
    void queries.invalidateQueries({ queryKey: ['me'] });
};

export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      failures.set(query, (failures.get(query) ?? 0) + 1);
      if (query.queryKey[0] !== 'me') onError(error);
    },
    onSuccess: (_data, query) => {
      failures.delete(query);
    },
  }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A short break passes unseen, and a longer one is told of within a second.
      retry: (times, error) => times < 2 && mayPass(error),
      retryDelay: (times) => 300 * 2 ** times,
      refetchInterval: askAgainIn,
    },
  },
});
