import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { Unread, type Asked } from './Unread.js';

interface LoadedProps<T> {
  query: Asked & { data: T | undefined };
  /** About that of what is waited for, in pixels: what stands below does not jump. */
  height?: number;
  children(data: T): ReactNode;
}

/** What was asked for, a skeleton until it is there, or why it is not. */
export function Loaded<T>({ query, height = 120, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  return <Unread query={query} skeleton={<Skeleton h={height} />} />;
}
