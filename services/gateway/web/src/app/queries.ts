import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from '../api/problem.js';

/** Worth asking once more: nobody could answer. A refusal stays one. */
const mayPass = (error: Error): boolean =>
  error instanceof ProblemError && (error.problem.status === 0 || error.problem.status >= 500);

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && mayPass(error),
    },
  },
});
