import { projectSorts, projectStatuses } from '@closeout/contracts/vocabulary';
import { Checkbox, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CustomerFilter } from '../customers/CustomerFilter.js';
import { PersonSelect } from '../people/PersonSelect.js';
import { meQuery, useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { ChoiceFilter } from '../ui/ChoiceFilter.js';
import { Filters } from '../ui/Filters.js';
import { OnlyFilter } from '../ui/OnlyFilter.js';
import type { Address } from '../ui/useAddress.js';
import { archivedChoices, filterNames } from './projectFilters.js';

export function ProjectFilters(address: Address) {
  const { params, change } = address;
  const { t } = useTexts();
  const may = useMay();
  const me = useQuery(meQuery);
  const myId = me.data?.user.id;
  return (
    <Filters
      {...address}
      label={t('projects.search')}
      searched={t('projects.search.hint')}
      names={filterNames}
      cols={{ base: 1, xs: 2, md: 3 }}
      more={
        <>
          {may('project_payments.view', 'projects.view_cost_income') && (
            <OnlyFilter {...address} name="overdue" label={t('projects.filter.overdue')} />
          )}
          <Checkbox
            label={t('projects.filter.mine')}
            checked={myId !== undefined && params.get('projectManagerId') === myId}
            onChange={(event) => change({ projectManagerId: event.currentTarget.checked ? myId : undefined })}
          />
        </>
      }
    >
      <ChoiceFilter
        {...address}
        name="status"
        label={t('projects.filter.status')}
        any={t('projects.filter.status.any')}
        words={projectStatuses}
        textOf={(status) => t(`status.${status}`)}
      />
      <CustomerFilter {...address} />
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
        data={projectSorts.map((value) => ({ value, label: t(`projects.sort.${value}`) }))}
        value={params.get('sort') ?? '-number'}
        onChange={(sort) => change({ sort: sort === '-number' ? undefined : (sort ?? undefined) })}
        allowDeselect={false}
      />
    </Filters>
  );
}
