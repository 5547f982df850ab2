import { Button, Container, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { useTexts } from '../text/TextProvider.js';
import { useIsOnline } from '../ui/OfflineNote.js';
import { PageTitle } from '../ui/PageTitle.js';

/**
 * Within the shell, which has a `main` already, or instead of it. Also where a part of the program cannot be loaded: after a release, say,
 * when the old parts are gone, or without a network.
 */
export function CrashPage({ within }: { within?: boolean }) {
  const { t } = useTexts();
  const online = useIsOnline();
  useEffect(() => {
    const reload = () => window.location.reload();
    window.addEventListener('online', reload);
    return () => window.removeEventListener('online', reload);
  }, []);
  return (
    <Container component={within ? 'div' : 'main'} py="xl">
      <Stack align="flex-start">
        <PageTitle>{t('crash.title')}</PageTitle>
        <Text>{t(online ? 'crash.text' : 'crash.offline')}</Text>
        <Button onClick={() => window.location.reload()}>{t('crash.reload')}</Button>
      </Stack>
    </Container>
  );
}
