import { limits } from '@closeout/contracts/limits';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client.js';
import type { ReceiptListQuery } from './receiptFilters.js';

export type Receipt = Schemas['Receipt'];
export type ReceiptSummary = Schemas['ReceiptSummary'];
export type OpenInvoice = Schemas['InvoiceSummary'];

const path = (id: string) => ({ params: { path: { id } } });

export const receiptList = (query: ReceiptListQuery) =>
  infiniteQueryOptions({
    queryKey: ['receipts', 'list', query],
    queryFn: ({ signal, pageParam: cursor }) =>
      ask(
        api.GET('/receipts', {
          signal,
          params: { query: { ...query, limit: 100, ...(cursor && { cursor }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

/** Everything that is known of one receipt: whatever changes in it makes all of it old. */
export const receiptKey = (id: string) => ['receipts', 'one', id] as const;

export const receiptQuery = (id: string) =>
  queryOptions({
    queryKey: [...receiptKey(id), 'receipt'],
    queryFn: ({ signal }) => ask(api.GET('/receipts/{id}', { signal, ...path(id) })),
  });

export const receiptHistoryQuery = (id: string) =>
  queryOptions({
    queryKey: [...receiptKey(id), 'history'],
    queryFn: ({ signal }) => ask(api.GET('/receipts/{id}/history', { signal, ...path(id) })),
  });

/** What a customer has paid beyond invoices. */
export const creditQuery = (customerId: string) =>
  queryOptions({
    queryKey: ['customers', customerId, 'credit'],
    queryFn: ({ signal }) => ask(api.GET('/customers/{id}/credit', { signal, ...path(customerId) })),
    enabled: customerId !== '',
  });

/** Whose invoice it is that a payment is entered for. */
export const invoiceSubjectQuery = (id: string) =>
  queryOptions({
    queryKey: ['invoices', 'subject', id],
    queryFn: ({ signal }) => ask(api.GET('/invoices/{id}', { signal, ...path(id) })),
  });

/** A receipt settles at most two hundred invoices; of a customer with more, the thousand newest can be chosen from. */
const maxPages = 5;

/** All invoices of a customer of which something is due, the oldest first. */
export const openInvoicesQuery = (customerId: string) =>
  queryOptions({
    queryKey: ['invoices', 'list', 'open', customerId],
    queryFn: async ({ signal }) => {
      const all: OpenInvoice[] = [];
      let cursor: string | null = null;
      for (let no = 0; no < maxPages; no += 1) {
        const query = {
          customerId,
          open: 'true' as const,
          limit: limits.pageSize,
          ...(cursor && { cursor }),
        };
        const page: { items: OpenInvoice[]; nextCursor: string | null } = await ask(
          api.GET('/invoices', { signal, params: { query } }),
        );
        all.push(...page.items);
        cursor = page.nextCursor;
        if (cursor === null) break;
      }
      return all.reverse();
    },
    enabled: customerId !== '',
  });

/** The beginnings of keys of what is old once a receipt was issued, allocated, refunded, released or reversed. */
export const staleByReceipt = (receipt: Pick<Receipt, 'id' | 'customerId'>) => [
  ['receipts'],
  ['refunds'],
  ['invoices'],
  ['customers', receipt.customerId],
  ['cpos'],
  ['projects'],
];
