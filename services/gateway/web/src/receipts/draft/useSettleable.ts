import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../session/useMe.js';
import type { Asked } from '../../ui/Unread.js';
import { openInvoicesQuery, type OpenInvoice } from '../receiptQueries.js';
import { settles, type Amounts, type ReceiptValues } from './receiptForm.js';

export interface Settleable {
  invoices: OpenInvoice[];
  /** While they are not known; without them nothing may be said of what is open. */
  unread: Asked | null;
  /** Of those that may stand in a receipt: where they are not known, what was chosen before stays. */
  or(chosen: Amounts): { id: string }[];
}

/** The invoices that a payment can settle, the oldest first. */
export function useSettleable(
  values: Pick<ReceiptValues, 'customerId' | 'currency' | 'projectId' | 'milestoneId'>,
): Settleable {
  const may = useMay();
  const enabled = values.customerId !== '' && may('invoices.view');
  const query = useQuery({ ...openInvoicesQuery(values.customerId), enabled });
  const invoices = (query.data ?? []).filter(settles(values));
  return {
    invoices,
    or: (chosen) => (query.data ? invoices : Object.keys(chosen).map((id) => ({ id }))),
    unread: enabled && query.data === undefined ? query : null,
  };
}
