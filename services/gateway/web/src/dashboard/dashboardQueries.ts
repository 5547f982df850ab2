import { queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client.js';
import { askAgainIn } from '../app/queries.js';

export type ProjectsSummary = Schemas['ProjectsSummary'];
export type BillingSummary = Schemas['BillingSummary'];

/** Drafts are nobody’s news: what became of them is read once in a while. */
const usualMs = 60_000;

export const projectsSummaryQuery = queryOptions({
  queryKey: ['dashboard', 'projects'],
  queryFn: ({ signal }) => ask(api.GET('/projects/summary', { signal })),
  refetchInterval: (query) => askAgainIn(query) || usualMs,
});

export const billingSummaryQuery = queryOptions({
  queryKey: ['dashboard', 'billing'],
  queryFn: ({ signal }) => ask(api.GET('/billing/summary', { signal })),
  refetchInterval: (query) => askAgainIn(query) || usualMs,
});

/** One of these is needed for billing’s part. */
export const seesBilling = [
  'invoices.view',
  'receipts.view',
  'cpos.view',
  'quotes.view',
  'quotes.manage',
] as const;
