import { Alert, Button, Group, Text } from '@mantine/core';
import { useTexts } from '../text/TextProvider.js';

interface AwayProps {
  query: { error: Error | null; isFetching: boolean; refetch(): Promise<unknown> };
  what: string;
}

/** That a part could not be read; what the others say is shown all the same. */
export function Away({ query: { error, isFetching, refetch }, what }: AwayProps) {
  const { t } = useTexts();
  if (!error) return null;
  return (
    <Alert role="alert" color="orange" variant="outline" title={what}>
      <Group justify="space-between">
        <Text size="sm">{error.message || t('problem.unreachable')}</Text>
        <Button variant="default" size="compact-sm" loading={isFetching} onClick={() => void refetch()}>
          {t('app.retry')}
        </Button>
      </Group>
    </Alert>
  );
}
