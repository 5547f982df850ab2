import { Card, Center, Stack, Text } from '@mantine/core';
import { useNavigate, useSearchParams } from 'react-router';
import { queries } from '../app/queries.js';
import { useTexts } from '../text/TextProvider.js';
import { PageTitle } from '../ui/PageTitle.js';
import { SignInForm } from './SignInForm.js';
import { meQuery } from './useMe.js';

export function Component() {
  const { t } = useTexts();
  const navigate = useNavigate();
  const [address] = useSearchParams();
  return (
    <Center component="main" mih="100dvh" p="md">
      <Card withBorder padding="xl" w="100%" maw={420} shadow="sm">
        <Stack>
          <div>
            <Text fw={700} c="var(--mantine-color-anchor)">
              Closeout
            </Text>
            <PageTitle>{t('signIn.title')}</PageTitle>
            <Text c="dimmed">{t('signIn.lead')}</Text>
          </div>
          <SignInForm
            onSignedIn={async (me) => {
              queries.clear();
              queries.setQueryData(meQuery.queryKey, me);
              await navigate(ownPath(address.get('to')), { replace: true });
            }}
          />
        </Stack>
      </Card>
    </Center>
  );
}

/** Where to go after signing in: a path of ours, never another site's address. */
const ownPath = (to: string | null): string => (to && /^\/(?![/\\])/.test(to) ? to : '/');
