import { Checkbox, Select, SimpleGrid, Stack, Group, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CustomerSelect } from '../customers/CustomerSelect.js';
import { meQuery, useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { archivedChoices, sorts, statuses } from './projectFilters.js';

interface ProjectFiltersProps {
  params: URLSearchParams;
  change(values: Record<string, string | undefined>): void;
}

export function ProjectFilters({ params, change }: ProjectFiltersProps) {
  const { t } = useTexts();
  const may = useMay();
  const me = useQuery(meQuery);
  const myId = me.data?.user.id;
  return (
    <Stack gap="sm" component="search" aria-label={t('projects.search')}>
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 5 }} spacing="sm">
        <SearchField value={params.get('q') ?? ''} onChange={(q) => change({ q })} />
        <Select
          label={t('projects.filter.status')}
          placeholder={t('projects.filter.status.any')}
          data={statuses.map((value) => ({ value, label: t(`status.${value}`) }))}
          value={params.get('status')}
          onChange={(status) => change({ status: status ?? undefined })}
          clearable
          clearButtonProps={{ 'aria-label': t('projects.filter.status.any') }}
        />
        {may('customers.view') && (
          <CustomerSelect
            value={params.get('customerId') ?? ''}
            onChange={(customer) => change({ customerId: customer?.id })}
            placeholder={t('customer.any')}
            clearable
          />
        )}
        <Select
          label={t('projects.filter.archived')}
          data={archivedChoices.map((value) => ({ value, label: t(`projects.filter.archived.${value}`) }))}
          value={params.get('archived') ?? 'false'}
          onChange={(archived) =>
            change({ archived: archived === 'false' ? undefined : (archived ?? undefined) })
          }
          allowDeselect={false}
        />
        <Select
          label={t('projects.sort')}
          data={sorts.map((value) => ({ value, label: t(`projects.sort.${value}`) }))}
          value={params.get('sort') ?? '-number'}
          onChange={(sort) => change({ sort: sort === '-number' ? undefined : (sort ?? undefined) })}
          allowDeselect={false}
        />
      </SimpleGrid>
      <Group>
        <Checkbox
          label={t('projects.filter.overdue')}
          checked={params.get('overdue') === 'true'}
          onChange={(event) => change({ overdue: event.currentTarget.checked ? 'true' : undefined })}
        />
        <Checkbox
          label={t('projects.filter.mine')}
          checked={myId !== undefined && params.get('projectManagerId') === myId}
          onChange={(event) => change({ projectManagerId: event.currentTarget.checked ? myId : undefined })}
        />
      </Group>
    </Stack>
  );
}

/** Searches while one types, as soon as one pauses. */
function SearchField({ value, onChange }: { value: string; onChange(q: string): void }) {
  const { t } = useTexts();
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  const later = useDebouncedCallback((q: string) => {
    setKnown(q.trim());
    onChange(q.trim());
  }, 150);
  // The address changed by another way: back, or "reset filters".
  if (value !== known) {
    setKnown(value);
    setTyped(value);
  }
  return (
    <TextInput
      type="search"
      label={t('projects.search')}
      placeholder={t('projects.search.hint')}
      maxLength={200}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        later(event.currentTarget.value);
      }}
    />
  );
}
