import { accounts } from '@closeout/contracts/vocabulary';
import { Button, Group, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTexts } from '../text/TextProvider.js';
import { DayInput } from '../ui/DayInput.js';
import { EmptyState } from '../ui/EmptyState.js';
import { Listing } from '../ui/Listing.js';
import { NothingFits } from '../ui/NothingFits.js';
import { PageTitle } from '../ui/PageTitle.js';
import { SearchField } from '../ui/SearchField.js';
import { useAddress } from '../ui/useAddress.js';
import { csvAddress, journalFilterNames, journalList, journalQuery } from './journalQueries.js';
import { LinesTable } from './LinesTable.js';
import { LockSection } from './LockSection.js';

/** Every line of the journal, and the lock of its periods. */
export function Component() {
  const { t, word } = useTexts();
  const { params, change } = useAddress();
  const query = useMemo(() => journalQuery(params), [params]);
  const lines = useInfiniteQuery(journalList(query));
  const filtered = journalFilterNames.some((name) => params.has(name));
  const dayField = (name: 'from' | 'to') => (
    <DayInput
      label={t(`journal.${name}`)}
      value={params.get(name) ?? ''}
      onChange={(day) => change({ [name]: day || undefined })}
    />
  );
  return (
    <Stack>
      <Group justify="space-between" align="flex-start">
        <div>
          <PageTitle>{t('journal.title')}</PageTitle>
          <Text c="dimmed">{t('journal.lead')}</Text>
        </div>
        <Button component="a" href={csvAddress(query)} download="journal.csv" variant="default">
          {t('journal.csv')}
        </Button>
      </Group>
      <LockSection />
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} component="search" aria-label={t('journal.search')}>
        {dayField('from')}
        {dayField('to')}
        <Select
          label={t('journal.account')}
          placeholder={t('journal.account.any')}
          data={accounts.map((value) => ({ value, label: word('account', value) }))}
          value={query.account ?? null}
          onChange={(account) => change({ account: account ?? undefined })}
          clearable
          clearButtonProps={{ 'aria-label': t('journal.account.any') }}
        />
        <SearchField
          label={t('journal.document')}
          placeholder={t('journal.document.hint')}
          value={params.get('documentNumber') ?? ''}
          onChange={(documentNumber) => change({ documentNumber })}
        />
      </SimpleGrid>
      <Listing
        pages={lines}
        shown={(count) => t('journal.shown', { count })}
        empty={
          filtered ? (
            <NothingFits title={t('journal.noMatch')} filters={journalFilterNames} change={change} />
          ) : (
            <EmptyState title={t('journal.empty.title')} text={t('journal.empty.text')} />
          )
        }
      >
        {(rows) => <LinesTable lines={rows} />}
      </Listing>
    </Stack>
  );
}
