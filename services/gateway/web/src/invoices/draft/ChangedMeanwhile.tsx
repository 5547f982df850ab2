import { Alert, Button, Group, Text } from '@mantine/core';
import { useTexts } from '../../text/TextProvider.js';
import { draftPatch, type DraftValues } from './draftForm.js';

interface ChangedMeanwhileProps {
  base: DraftValues;
  newer: DraftValues;
  onLoad(): void;
}

/** A colleague saved another version while one typed. */
export function ChangedMeanwhile({ base, newer, onLoad }: ChangedMeanwhileProps) {
  const { t } = useTexts();
  const patch = draftPatch(base, newer) ?? {};
  const parts = [
    ...('customerId' in patch ? [t('draft.subject')] : []),
    ...('dueDate' in patch ? [t('invoice.dueDate')] : []),
    ...('lines' in patch || 'taxRate' in patch ? [t('invoice.lines')] : []),
  ];
  return (
    <Alert role="alert" color="yellow" variant="outline" c="inherit" title={t('draft.changed.title')}>
      <Group justify="space-between">
        <Text size="sm">
          {t('draft.changed.text', { parts: parts.length > 0 ? parts.join(', ') : t('app.none') })}
        </Text>
        <Button variant="default" onClick={onLoad}>
          {t('draft.changed.load')}
        </Button>
      </Group>
    </Alert>
  );
}
