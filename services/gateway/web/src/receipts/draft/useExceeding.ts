import { useTexts } from '../../text/TextProvider.js';
import type { OpenInvoice } from '../receiptQueries.js';
import { exceeding, type Amounts } from './receiptForm.js';

/** What to say at the fields of invoices of which more is to be settled than is due. */
export function useExceeding(): (
  allocations: Amounts,
  invoices: readonly OpenInvoice[],
) => Record<string, string> {
  const { t, money } = useTexts();
  return (allocations, invoices) => {
    const ids = exceeding(allocations, invoices);
    return Object.fromEntries(
      invoices
        .filter(({ id }) => ids.includes(id))
        .map(({ id, totals, currency }) => [
          `allocations.${id}`,
          t('allocation.onlyDue', { amount: money(totals.due, currency) }),
        ]),
    );
  };
}
