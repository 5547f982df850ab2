import { Checkbox, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CustomerSelect } from '../customers/CustomerSelect.js';
import { PersonSelect } from '../people/PersonSelect.js';
import { meQuery, useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { Filters } from '../ui/Filters.js';
import { SearchField } from '../ui/SearchField.js';
import { archivedChoices, filterNames, sorts, statuses } from './projectFilters.js';

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
    <Filters
      label={t('projects.search')}
      search={
        <SearchField
          label={t('projects.search')}
          placeholder={t('projects.search.hint')}
          value={params.get('q') ?? ''}
          onChange={(q) => change({ q })}
        />
      }
      params={params}
      names={filterNames}
      cols={{ base: 1, xs: 2, md: 3 }}
      more={
        <>
          {may('project_payments.view', 'projects.view_cost_income') && (
            <Checkbox
              label={t('projects.filter.overdue')}
              checked={params.get('overdue') === 'true'}
              onChange={(event) => change({ overdue: event.currentTarget.checked ? 'true' : undefined })}
            />
          )}
          <Checkbox
            label={t('projects.filter.mine')}
            checked={myId !== undefined && params.get('projectManagerId') === myId}
            onChange={(event) => change({ projectManagerId: event.currentTarget.checked ? myId : undefined })}
          />
        </>
      }
    >
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
      {may('projects.view') && (
        <PersonSelect
          label={t('projects.filter.manager')}
          value={params.get('projectManagerId') ?? ''}
          onChange={(person) => change({ projectManagerId: person?.id })}
          placeholder={t('person.any')}
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
    </Filters>
  );
}
