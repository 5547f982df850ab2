import { limits } from '@closeout/contracts/limits';
import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../api/client.js';
import type { Invoice } from '../invoices/invoiceQueries.js';
import { useMay } from '../session/useMe.js';
import { moneyFor } from './moneyFor.js';
import { SettleButton } from './SettleButton.js';

/** Settles an invoice with its project's money and the customer's credit, where there is any. */
export function SettleInvoice({ invoice }: { invoice: Invoice }) {
  const may = useMay();
  const { id, customerId, currency } = invoice;
  const query = { customerId, unallocated: 'true' as const, limit: limits.pageSize };
  const { data } = useQuery({
    queryKey: ['receipts', 'list', 'unallocated', customerId],
    queryFn: ({ signal }) => ask(api.GET('/receipts', { signal, params: { query } })),
    enabled: may('receipts.view') && may('receipts.issue'),
  });
  return (
    <SettleButton
      of={{ what: 'invoice', id, customerId }}
      amount={moneyFor(invoice, data?.items ?? [])}
      currency={currency}
    />
  );
}
