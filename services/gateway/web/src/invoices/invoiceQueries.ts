import { limits } from '@closeout/contracts/limits';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client.js';
import type { CreditNoteListQuery, InvoiceListQuery } from './invoiceFilters.js';

export type Invoice = Schemas['Invoice'];
export type InvoiceSummary = Schemas['InvoiceSummary'];
export type CreditNoteSummary = Schemas['CreditNoteSummary'];

const path = (id: string) => ({ params: { path: { id } } });

export const invoiceList = (query: InvoiceListQuery) =>
  infiniteQueryOptions({
    queryKey: ['invoices', 'list', query],
    queryFn: ({ signal, pageParam: cursor }) =>
      ask(api.GET('/invoices', { signal, params: { query: { ...query, ...(cursor && { cursor }) } } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

export const creditNoteList = (query: CreditNoteListQuery) =>
  infiniteQueryOptions({
    queryKey: ['credit-notes', 'list', query],
    queryFn: ({ signal, pageParam: cursor }) =>
      ask(api.GET('/credit-notes', { signal, params: { query: { ...query, ...(cursor && { cursor }) } } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

/** Everything that is known of one invoice: whatever changes in it makes all of it old. */
export const invoiceKey = (id: string) => ['invoices', 'one', id] as const;

export const invoiceQuery = (id: string) =>
  queryOptions({
    queryKey: [...invoiceKey(id), 'invoice'],
    queryFn: ({ signal }) => ask(api.GET('/invoices/{id}', { signal, ...path(id) })),
  });

export const settlementsQuery = (id: string) =>
  queryOptions({
    queryKey: [...invoiceKey(id), 'settlements'],
    queryFn: ({ signal }) => ask(api.GET('/invoices/{id}/settlements', { signal, ...path(id) })),
  });

export const invoiceHistoryQuery = (id: string) =>
  queryOptions({
    queryKey: [...invoiceKey(id), 'history'],
    queryFn: ({ signal }) => ask(api.GET('/invoices/{id}/history', { signal, ...path(id) })),
  });

/** All of one invoice: there are never many. */
export const creditNotesQuery = (invoiceId: string) =>
  queryOptions({
    queryKey: [...invoiceKey(invoiceId), 'credit-notes'],
    queryFn: ({ signal }) =>
      ask(api.GET('/credit-notes', { signal, params: { query: { invoiceId, limit: limits.pageSize } } })),
  });

/** What waits to be issued for a project: a draft is opened, not made a second time. */
export const draftsOfProjectQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['invoices', 'list', 'drafts', projectId],
    queryFn: ({ signal }) =>
      ask(
        api.GET('/invoices', {
          signal,
          params: { query: { projectId, status: 'DRAFT', limit: limits.pageSize } },
        }),
      ),
  });

/** What was drafted and issued for a milestone before. */
export const milestoneInvoicesQuery = (milestoneId: string) =>
  queryOptions({
    queryKey: ['invoices', 'list', 'milestone', milestoneId],
    queryFn: ({ signal }) => ask(api.GET('/invoices', { signal, params: { query: { milestoneId } } })),
    enabled: milestoneId !== '',
  });

/**
 * The tax rate of a customer's newest invoice: mostly that of the next one too. null: there is none.
 *
 * @returns per cent, and what the invoice is called
 */
export const lastRateQuery = (customerId: string) =>
  queryOptions({
    queryKey: ['invoices', 'last-rate', customerId],
    queryFn: async ({ signal }) => {
      const query = { customerId, status: 'ISSUED', limit: 1 } as const;
      const [last] = (await ask(api.GET('/invoices', { signal, params: { query } }))).items;
      if (!last) return null;
      const { taxes, number } = await ask(api.GET('/invoices/{id}', { signal, ...path(last.id) }));
      return { taxRate: taxes.at(-1)?.taxRate ?? '0', number: number ?? '' };
    },
    enabled: customerId !== '',
  });

/** Customers' orders of a project. */
export const projectCposQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['cpos', 'of-project', projectId],
    queryFn: ({ signal }) =>
      ask(api.GET('/cpos', { signal, params: { query: { projectId, limit: limits.pageSize } } })),
    enabled: projectId !== '',
  });

export const creditNoteQuery = (id: string) =>
  queryOptions({
    queryKey: ['credit-notes', 'one', id],
    queryFn: ({ signal }) => ask(api.GET('/credit-notes/{id}', { signal, ...path(id) })),
  });

export const creditNoteHistoryQuery = (id: string) =>
  queryOptions({
    queryKey: ['credit-notes', 'one', id, 'history'],
    queryFn: ({ signal }) => ask(api.GET('/credit-notes/{id}/history', { signal, ...path(id) })),
  });
