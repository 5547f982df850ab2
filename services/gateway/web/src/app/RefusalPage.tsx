import { pages } from '@closeout/contracts/pages';
import { Button, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useTexts } from '../text/TextProvider.js';
import { PageTitle } from '../ui/PageTitle.js';

/** In the place of a page that one may not see: any one of the permissions would open it. */
export function RefusalPage({ permissions }: { permissions: readonly string[] }) {
  const { t, word, locale } = useTexts();
  const names = permissions.map((permission) => t('refusal.name', { name: word('permission', permission) }));
  return (
    <Stack align="flex-start">
      <PageTitle>{t('refusal.title')}</PageTitle>
      <Text>
        {names.length === 0
          ? t('refusal.ask')
          : t('refusal.permission', {
              permission: new Intl.ListFormat(locale, { type: 'disjunction' }).format(names),
            })}
      </Text>
      <Button component={Link} to={pages.dashboard}>
        {t('notFound.home')}
      </Button>
    </Stack>
  );
}
