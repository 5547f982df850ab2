import { useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import type { Address } from '../ui/useAddress.js';
import { CustomerSelect } from './CustomerSelect.js';

/** Narrows a list down to one customer's. A project that was chosen goes: it may be another customer's. */
export function CustomerFilter({ params, change }: Address) {
  const { t } = useTexts();
  const may = useMay();
  if (!may('customers.view')) return null;
  return (
    <CustomerSelect
      value={params.get('customerId') ?? ''}
      onChange={(customer) => change({ customerId: customer?.id, projectId: undefined })}
      placeholder={t('customer.any')}
      clearable
    />
  );
}
