import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemAlert } from './ProblemAlert.js';

interface Answer<T> {
  data: T | undefined;
  error: Error | null;
}

interface LoadedProps<T> {
  query: Answer<T>;
  /** About that of what is waited for, in pixels: what stands below does not jump. */
  height?: number;
  children(data: T): ReactNode;
}

/** What was asked for, a skeleton until it is there, or why it is not. */
export function Loaded<T>({ query, height = 120, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ProblemAlert error={query.error} />;
  return <Skeleton h={height} />;
}
