import { Skeleton, Stack, Text, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { MoreButton } from './MoreButton.js';
import { ProblemAlert } from './ProblemAlert.js';

interface Page<T> {
  items: T[];
}

/** Of `useInfiniteQuery`. */
interface Pages<T> {
  data: { pages: Page<T>[] } | undefined;
  error: Error | null;
  isPending: boolean;
  isSuccess: boolean;
  isPlaceholderData: boolean;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage(): Promise<unknown>;
}

interface ListingProps<T> {
  pages: Pages<T>;
  /** "12 projects shown", for the eye below the list and for screen readers as it changes. */
  shown(count: number): string;
  /** In the place of an empty list. */
  empty: ReactNode;
  skeleton?: ReactNode;
  children(rows: T[], old: boolean): ReactNode;
}

/** A list that comes in pages, in each of its states. */
export function Listing<T>({ pages, shown, empty, skeleton, children }: ListingProps<T>) {
  const rows = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Stack>
      <ProblemAlert error={pages.error} />
      <VisuallyHidden role="status">{pages.isSuccess && shown(rows.length)}</VisuallyHidden>
      {pages.isPending && (skeleton ?? <Skeleton h={240} />)}
      {rows.length > 0 && children(rows, pages.isPlaceholderData)}
      {pages.isSuccess && rows.length === 0 && empty}
      <MoreButton pages={pages} />
      {rows.length > 0 && (
        <Text size="sm" c="dimmed" ta="center" aria-hidden>
          {shown(rows.length)}
        </Text>
      )}
    </Stack>
  );
}
