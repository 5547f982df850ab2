import { Alert, Button, Group, Text } from '@mantine/core';
import { useTexts } from '../text/TextProvider.js';
import type { Asked } from '../ui/Unread.js';
import { useFailure } from '../ui/useFailure.js';

interface AwayProps {
  query: Asked;
  what: string;
}

/** That a part could not be read; what the others say is shown all the same. */
export function Away({ query, what }: AwayProps) {
  const { t } = useTexts();
  const error = useFailure(query);
  if (!error) return null;
  return (
    <Alert role="alert" color="orange" variant="outline" title={what}>
      <Group justify="space-between">
        <Text size="sm">{t(query.isFetching ? 'retry.now' : 'retry.later')}</Text>
        <Button variant="default" size="compact-sm" onClick={() => void query.refetch()}>
          {t('app.retry')}
        </Button>
      </Group>
    </Alert>
  );
}
