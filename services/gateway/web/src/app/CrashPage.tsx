import { Button, Container, Stack, Text } from '@mantine/core';
import { useTexts } from '../text/TextProvider.js';
import { PageTitle } from '../ui/PageTitle.js';

/** Also where a part of the program cannot be loaded: after a release, say, when the old parts are gone. */
export function CrashPage() {
  const { t } = useTexts();
  return (
    <Container component="main" py="xl">
      <Stack align="flex-start">
        <PageTitle>{t('crash.title')}</PageTitle>
        <Text>{t('crash.text')}</Text>
        <Button onClick={() => window.location.reload()}>{t('crash.reload')}</Button>
      </Stack>
    </Container>
  );
}
