import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../session/useMe.js';
import { openInvoicesQuery, type OpenInvoice } from '../receiptQueries.js';
import { settles, type ReceiptValues } from './receiptForm.js';

export interface Settleable {
  invoices: OpenInvoice[];
  isPending: boolean;
  error: Error | null;
}

/** The invoices that a payment can settle, the oldest first. */
export function useSettleable(
  values: Pick<ReceiptValues, 'customerId' | 'currency' | 'projectId' | 'milestoneId'>,
): Settleable {
  const may = useMay();
  const enabled = values.customerId !== '' && may('invoices.view');
  const { data, isPending, error } = useQuery({ ...openInvoicesQuery(values.customerId), enabled });
  return { invoices: (data ?? []).filter(settles(values)), isPending: enabled && isPending, error };
}
