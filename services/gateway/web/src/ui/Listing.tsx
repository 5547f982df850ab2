import { Skeleton, Stack, Text, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { MoreButton } from './MoreButton.js';
import { ReadFailure, Unread } from './Unread.js';
import { useFailure } from './useFailure.js';

interface Page<T> {
  items: T[];
}

/** Of `useInfiniteQuery`. */
interface Pages<T> {
  data: { pages: Page<T>[] } | undefined;
  error: Error | null;
  isPlaceholderData: boolean;
  isPaused: boolean;
  isFetching: boolean;
  refetch(): Promise<unknown>;
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
  const { data, isPlaceholderData: old, error } = pages;
  const failure = useFailure(pages);
  // Rows of the search before stay while their successors are on the way, but not where those do not come: they would seem to fit.
  const read = data !== undefined && !(old && (failure || pages.isPaused));
  const rows = read ? data.pages.flatMap(({ items }) => items) : [];
  const answered = read && !old;
  return (
    <Stack>
      {read && error && <ReadFailure error={error} query={pages} />}
      <VisuallyHidden role="status">{answered && shown(rows.length)}</VisuallyHidden>
      {!read && <Unread query={pages} skeleton={skeleton ?? <Skeleton h={240} />} />}
      {rows.length > 0 && children(rows, old)}
      {answered && rows.length === 0 && empty}
      <MoreButton pages={pages} />
      {rows.length > 0 && (
        <Text size="sm" c="dimmed" ta="center" aria-hidden>
          {shown(rows.length)}
        </Text>
      )}
    </Stack>
  );
}
