import { queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client.js';

export type ProjectsSummary = Schemas['ProjectsSummary'];
export type BillingSummary = Schemas['BillingSummary'];

export const projectsSummaryQuery = queryOptions({
  queryKey: ['dashboard', 'projects'],
  queryFn: ({ signal }) => ask(api.GET('/projects/summary', { signal })),
});

export const billingSummaryQuery = queryOptions({
  queryKey: ['dashboard', 'billing'],
  queryFn: ({ signal }) => ask(api.GET('/billing/summary', { signal })),
});

/** One of these is needed for billing’s part. */
export const seesBilling = ['invoices.view', 'receipts.view', 'cpos.view', 'quotes.manage'] as const;
