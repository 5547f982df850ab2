import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, type Schemas } from '../api/client.js';
import { today } from '../format/days.js';
import { useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { ConfirmDialog } from '../ui/ConfirmDialog.js';
import { DayInput } from '../ui/DayInput.js';
import { Loaded } from '../ui/Loaded.js';
import { Section } from '../ui/Section.js';
import { lockKey, lockQuery } from './journalQueries.js';

/** Through which day the journal is locked, and who moved that. */
export function LockSection() {
  const { t } = useTexts();
  const lock = useQuery(lockQuery);
  return (
    <Section title={t('journalLock.title')}>
      <Loaded query={lock}>{(loaded) => <Lock lock={loaded} />}</Loaded>
    </Section>
  );
}

function Lock({ lock }: { lock: Schemas['JournalLock'] }) {
  const { t, day, instant } = useTexts();
  const may = useMay();
  const [opened, setOpened] = useState(false);
  const [through, setThrough] = useState('');
  const open = () => {
    setThrough(lock.through ?? '');
    setOpened(true);
  };
  const save = () =>
    ask(
      api.PUT('/journal/lock', {
        params: { header: { 'If-Match': `"${lock.version}"` } },
        body: { through: through || null },
      }),
    );
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text>
          {lock.through ? t('journalLock.through', { day: day(lock.through) }) : t('journalLock.open')}
        </Text>
        {may('journal.lock') && (
          <Button variant="default" onClick={open}>
            {t('journalLock.change')}
          </Button>
        )}
      </Group>
      {lock.changes.slice(0, 3).map((change) => (
        <Text key={change.at} size="sm" c="dimmed">
          {change.through
            ? t('journalLock.change.set', {
                ...{ name: change.by.name, day: day(change.through), at: instant(change.at) },
              })
            : t('journalLock.change.opened', { name: change.by.name, at: instant(change.at) })}
        </Text>
      ))}
      <ConfirmDialog
        opened={opened}
        onClose={() => setOpened(false)}
        title={t('journalLock.change')}
        dirty={through !== (lock.through ?? '')}
        act={save}
        done={t('journalLock.saved')}
        stale={[lockKey]}
      >
        <Text size="sm">{t('journalLock.text')}</Text>
        <DayInput
          label={t('journalLock.day')}
          description={t('journalLock.day.hint')}
          max={today()}
          value={through}
          onChange={setThrough}
        />
      </ConfirmDialog>
    </Stack>
  );
}
