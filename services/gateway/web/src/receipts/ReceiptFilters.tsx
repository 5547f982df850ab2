import { receiptStatuses } from '@closeout/contracts/vocabulary';
import { CustomerFilter } from '../customers/CustomerFilter.js';
import { ProjectFilter } from '../projects/ProjectFilter.js';
import { useTexts } from '../text/TextProvider.js';
import { ChoiceFilter } from '../ui/ChoiceFilter.js';
import { Filters } from '../ui/Filters.js';
import { OnlyFilter } from '../ui/OnlyFilter.js';
import type { Address } from '../ui/useAddress.js';
import { filterNames } from './receiptFilters.js';

interface ReceiptFiltersProps extends Address {
  /** Refunds have fewer things to be filtered by. */
  refunds?: boolean;
}

export function ReceiptFilters({ refunds = false, ...address }: ReceiptFiltersProps) {
  const { t } = useTexts();
  return (
    <Filters
      {...address}
      label={t('receipts.search')}
      searched={t('receipts.search.hint')}
      names={filterNames}
      cols={{ base: 1, xs: 2, lg: 3 }}
      more={
        !refunds && <OnlyFilter {...address} name="unallocated" label={t('receipts.filter.unallocated')} />
      }
    >
      {!refunds && (
        <ChoiceFilter
          {...address}
          name="status"
          label={t('receipts.filter.status')}
          any={t('receipts.filter.any')}
          words={receiptStatuses}
          textOf={(status) => t(`receiptStatus.${status}`)}
        />
      )}
      <CustomerFilter {...address} />
      <ProjectFilter {...address} any={t('receipts.filter.anyProject')} />
    </Filters>
  );
}
