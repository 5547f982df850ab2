import { Checkbox, Select } from '@mantine/core';
import { CustomerSelect } from '../customers/CustomerSelect.js';
import { ProjectSelect } from '../projects/ProjectSelect.js';
import { useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { Filters } from '../ui/Filters.js';
import { SearchField } from '../ui/SearchField.js';
import { filterNames, invoiceStatuses, paymentStatuses } from './invoiceFilters.js';

interface InvoiceFiltersProps {
  params: URLSearchParams;
  change(values: Record<string, string | undefined>): void;
  /** Credit notes have fewer things to be filtered by. */
  creditNotes: boolean;
}

export function InvoiceFilters({ params, change, creditNotes }: InvoiceFiltersProps) {
  const { t } = useTexts();
  const may = useMay();
  const customerId = params.get('customerId') ?? '';
  const choice = (name: 'status' | 'paymentStatus', words: readonly string[], group: string) => (
    <Select
      label={t(`invoices.filter.${name}`)}
      placeholder={t('invoices.filter.any')}
      data={words.map((value) => ({ value, label: t(`${group}.${value}` as 'paymentStatus.PAID') }))}
      value={params.get(name)}
      onChange={(value) => change({ [name]: value ?? undefined })}
      clearable
      clearButtonProps={{ 'aria-label': t('invoices.filter.any') }}
    />
  );
  const only = (name: 'open' | 'overdue') => (
    <Checkbox
      label={t(`invoices.filter.${name}`)}
      checked={params.get(name) === 'true'}
      onChange={(event) => change({ [name]: event.currentTarget.checked ? 'true' : undefined })}
    />
  );
  return (
    <Filters
      label={t('invoices.search')}
      search={
        <SearchField
          label={t('invoices.search')}
          placeholder={t('invoices.search.hint')}
          value={params.get('q') ?? ''}
          onChange={(q) => change({ q })}
        />
      }
      params={params}
      names={filterNames}
      cols={{ base: 1, xs: 2, lg: 3 }}
      more={
        !creditNotes && (
          <>
            {only('open')}
            {only('overdue')}
          </>
        )
      }
    >
      {!creditNotes && choice('status', invoiceStatuses, 'invoiceStatus')}
      {!creditNotes && choice('paymentStatus', paymentStatuses, 'paymentStatus')}
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
          placeholder={t('invoices.filter.anyProject')}
          clearable
        />
      )}
    </Filters>
  );
}
