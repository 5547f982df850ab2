import { Checkbox, Select } from '@mantine/core';
import { CustomerSelect } from '../customers/CustomerSelect.js';
import { ProjectSelect } from '../projects/ProjectSelect.js';
import { useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { Filters } from '../ui/Filters.js';
import { SearchField } from '../ui/SearchField.js';
import { filterNames, receiptStatuses } from './receiptFilters.js';

interface ReceiptFiltersProps {
  params: URLSearchParams;
  change(values: Record<string, string | undefined>): void;
  /** Refunds have fewer things to be filtered by. */
  refunds?: boolean;
}

export function ReceiptFilters({ params, change, refunds = false }: ReceiptFiltersProps) {
  const { t } = useTexts();
  const may = useMay();
  const customerId = params.get('customerId') ?? '';
  return (
    <Filters
      label={t('receipts.search')}
      search={
        <SearchField
          label={t('receipts.search')}
          placeholder={t('receipts.search.hint')}
          value={params.get('q') ?? ''}
          onChange={(q) => change({ q })}
        />
      }
      params={params}
      names={filterNames}
      cols={{ base: 1, xs: 2, lg: 3 }}
      more={
        !refunds && (
          <Checkbox
            label={t('receipts.filter.unallocated')}
            checked={params.get('unallocated') === 'true'}
            onChange={(event) => change({ unallocated: event.currentTarget.checked ? 'true' : undefined })}
          />
        )
      }
    >
      {!refunds && (
        <Select
          label={t('receipts.filter.status')}
          placeholder={t('receipts.filter.any')}
          data={receiptStatuses.map((value) => ({ value, label: t(`receiptStatus.${value}`) }))}
          value={params.get('status')}
          onChange={(status) => change({ status: status ?? undefined })}
          clearable
          clearButtonProps={{ 'aria-label': t('receipts.filter.any') }}
        />
      )}
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
          customerId={customerId || undefined}
          value={params.get('projectId') ?? ''}
          onChange={(project) => change({ projectId: project?.id })}
          placeholder={t('receipts.filter.anyProject')}
          clearable
        />
      )}
    </Filters>
  );
}
