import { useState } from 'react';
import { mayPass } from '../api/problem.js';

interface Query {
  data: unknown;
  error: Error | null;
  isPlaceholderData?: boolean;
}

/** Why there is no answer, also while it is asked for again: an alert that comes and goes with each attempt could not be read. */
export function useFailure({ data, error, isPlaceholderData = false }: Query): Error | null {
  const [last, setLast] = useState<Error | null>(null);
  const answered = data !== undefined && !isPlaceholderData;
  const now = error ?? (answered || !last || !mayPass(last) ? null : last);
  if (now !== last) setLast(now);
  return now;
}
