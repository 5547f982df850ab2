import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemAlert } from './ProblemAlert.js';

interface Answer<T> {
  data: T | undefined;
  error: Error | null;
}

/** What was asked for, a skeleton until it is there, or why it is not. */
export function Loaded<T>({ query, children }: { query: Answer<T>; children(data: T): ReactNode }) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ProblemAlert error={query.error} />;
  return <Skeleton h={120} />;
}
