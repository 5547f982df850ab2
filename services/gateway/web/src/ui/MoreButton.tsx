import { Button, Center } from '@mantine/core';
import { useTexts } from '../text/TextProvider.js';

interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage(): Promise<unknown>;
}

/** The next page of a list, if there is one. */
export function MoreButton({ pages }: { pages: Pages }) {
  const { t } = useTexts();
  if (!pages.hasNextPage) return null;
  return (
    <Center>
      <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
        {t('app.more')}
      </Button>
    </Center>
  );
}
