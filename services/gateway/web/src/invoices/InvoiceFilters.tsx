import { invoiceStatuses, paymentStatuses } from '@closeout/contracts/vocabulary';
import { CustomerFilter } from '../customers/CustomerFilter.js';
import { ProjectFilter } from '../projects/ProjectFilter.js';
import { useTexts } from '../text/TextProvider.js';
import { ChoiceFilter } from '../ui/ChoiceFilter.js';
import { Filters } from '../ui/Filters.js';
import { OnlyFilter } from '../ui/OnlyFilter.js';
import type { Address } from '../ui/useAddress.js';
import { filterNames } from './invoiceFilters.js';

interface InvoiceFiltersProps extends Address {
  /** Credit notes have fewer things to be filtered by. */
  creditNotes: boolean;
}

export function InvoiceFilters({ creditNotes, ...address }: InvoiceFiltersProps) {
  const { t } = useTexts();
  return (
    <Filters
      {...address}
      label={t('invoices.search')}
      searched={t('invoices.search.hint')}
      names={filterNames}
      cols={{ base: 1, xs: 2, lg: 3 }}
      more={
        !creditNotes && (
          <>
            <OnlyFilter {...address} name="open" label={t('invoices.filter.open')} />
            <OnlyFilter {...address} name="overdue" label={t('invoices.filter.overdue')} />
          </>
        )
      }
    >
      {!creditNotes && (
        <>
          <ChoiceFilter
            {...address}
            name="status"
            label={t('invoices.filter.status')}
            any={t('invoices.filter.any')}
            words={invoiceStatuses}
            textOf={(status) => t(`invoiceStatus.${status}`)}
          />
          <ChoiceFilter
            {...address}
            name="paymentStatus"
            label={t('invoices.filter.paymentStatus')}
            any={t('invoices.filter.any')}
            words={paymentStatuses}
            textOf={(status) => t(`paymentStatus.${status}`)}
          />
        </>
      )}
      <CustomerFilter {...address} />
      <ProjectFilter {...address} any={t('invoices.filter.anyProject')} />
    </Filters>
  );
}
