import { Select } from '@mantine/core';
import { CustomerSelect } from '../customers/CustomerSelect.js';
import { ProjectSelect } from '../projects/ProjectSelect.js';
import { useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { Filters } from '../ui/Filters.js';
import { SearchField } from '../ui/SearchField.js';
import { mismatchStatuses, orderFilterNames, orderStatuses } from './orderFilters.js';

interface OrderFiltersProps {
  params: URLSearchParams;
  change(values: Record<string, string | undefined>): void;
}

export function OrderFilters({ params, change }: OrderFiltersProps) {
  const { t, word } = useTexts();
  const may = useMay();
  const customerId = params.get('customerId') ?? '';
  return (
    <Filters
      label={t('orders.search')}
      search={
        <SearchField
          label={t('orders.search')}
          placeholder={t('orders.search.hint')}
          value={params.get('q') ?? ''}
          onChange={(q) => change({ q })}
        />
      }
      params={params}
      names={orderFilterNames}
      cols={{ base: 1, xs: 2, lg: 5 }}
    >
      <Select
        label={t('order.status')}
        placeholder={t('orders.status.any')}
        data={orderStatuses.map((value) => ({ value, label: word('orderStatus', value) }))}
        value={params.get('status')}
        onChange={(status) => change({ status: status ?? undefined })}
        clearable
        clearButtonProps={{ 'aria-label': t('orders.status.any') }}
      />
      {may('customers.view') && (
        <CustomerSelect
          value={customerId}
          onChange={(customer) => change({ customerId: customer?.id, projectId: undefined })}
          placeholder={t('customer.any')}
          clearable
        />
      )}
      {may('projects.view') && (
        <ProjectSelect
          value={params.get('projectId') ?? ''}
          onChange={(project) => change({ projectId: project?.id })}
          customerId={customerId || undefined}
          placeholder={t('orders.project.any')}
          clearable
        />
      )}
      <Select
        label={t('order.mismatch')}
        placeholder={t('orders.mismatch.any')}
        data={mismatchStatuses.map((value) => ({ value, label: word('mismatchStatus', value) }))}
        value={params.get('mismatch')}
        onChange={(mismatch) => change({ mismatch: mismatch ?? undefined })}
        clearable
        clearButtonProps={{ 'aria-label': t('orders.mismatch.any') }}
      />
    </Filters>
  );
}
