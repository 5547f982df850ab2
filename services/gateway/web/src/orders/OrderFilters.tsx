import { cpoStatuses, mismatchStatuses } from '@closeout/contracts/vocabulary';
import { CustomerFilter } from '../customers/CustomerFilter.js';
import { ProjectFilter } from '../projects/ProjectFilter.js';
import { useTexts } from '../text/TextProvider.js';
import { ChoiceFilter } from '../ui/ChoiceFilter.js';
import { Filters } from '../ui/Filters.js';
import type { Address } from '../ui/useAddress.js';
import { orderFilterNames } from './orderFilters.js';

export function OrderFilters(address: Address) {
  const { t, word } = useTexts();
  return (
    <Filters
      {...address}
      label={t('orders.search')}
      searched={t('orders.search.hint')}
      names={orderFilterNames}
      cols={{ base: 1, xs: 2, lg: 5 }}
    >
      <ChoiceFilter
        {...address}
        name="status"
        label={t('order.status')}
        any={t('orders.status.any')}
        words={cpoStatuses}
        textOf={(status) => word('orderStatus', status)}
      />
      <CustomerFilter {...address} />
      <ProjectFilter {...address} any={t('orders.project.any')} />
      <ChoiceFilter
        {...address}
        name="mismatch"
        label={t('order.mismatch')}
        any={t('orders.mismatch.any')}
        words={mismatchStatuses}
        textOf={(status) => word('mismatchStatus', status)}
      />
    </Filters>
  );
}
