import { pages } from '@closeout/contracts/pages';
import { Button, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useTexts } from '../text/TextProvider.js';
import { PageTitle } from '../ui/PageTitle.js';

export function NotFoundPage() {
  const { t } = useTexts();
  return (
    <Stack align="flex-start">
      <PageTitle>{t('notFound.title')}</PageTitle>
      <Text>{t('notFound.text')}</Text>
      <Button component={Link} to={pages.dashboard}>
        {t('notFound.home')}
      </Button>
    </Stack>
  );
}
