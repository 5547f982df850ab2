import { Button, Center, Text } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { useTexts } from '../text/TextProvider.js';

/** Of `useInfiniteQuery`. */
interface Pages {
  data: { pages: readonly { items: readonly unknown[] }[] } | undefined;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage(): Promise<unknown>;
}

/**
 * The next page of a list, if there is one. It comes by itself before one has scrolled to it. On paper it says that the list goes on, so
 * that nobody takes a part for the whole.
 */
export function MoreButton({ pages }: { pages: Pages }) {
  const { t } = useTexts();
  const near = useNearness();
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = pages;
  const next = near.is && hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (next) void fetchNextPage();
  }, [next, fetchNextPage]);
  if (!hasNextPage) return null;
  const count = pages.data?.pages.reduce((sum, { items }) => sum + items.length, 0) ?? 0;
  return (
    <>
      <Center ref={near.ref}>
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('app.more')}
        </Button>
      </Center>
      <Text fw={600} className="printed">
        {t('app.more.printed', { count })}
      </Text>
    </>
  );
}

/** Whether an element is on the screen or about to be. */
function useNearness() {
  const [is, setIs] = useState(false);
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined;
    const observer = new IntersectionObserver(([entry]) => setIs(entry?.isIntersecting ?? false), {
      rootMargin: '1500px',
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      setIs(false);
    };
  }, []);
  return { ref, is };
}
