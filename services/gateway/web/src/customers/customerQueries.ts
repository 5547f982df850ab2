import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client.js';
import type { paths } from '../api/generated/schema.js';

export type Customer = Schemas['Customer'];
export type CustomerListQuery = NonNullable<paths['/customers']['get']['parameters']['query']>;

/** Those among whom one is chosen; inactive ones get no new project. */
export const customerChoices = (q: string) =>
  queryOptions({
    queryKey: ['customers', 'choices', q],
    queryFn: ({ signal }) =>
      ask(
        api.GET('/customers', {
          signal,
          params: { query: { ...(q && { q }), status: 'ACTIVE', limit: 20, sort: 'name' } },
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: ['customers', id],
    queryFn: ({ signal }) => ask(api.GET('/customers/{id}', { signal, params: { path: { id } } })),
    enabled: id !== '',
  });

export const customerList = (query: CustomerListQuery) =>
  infiniteQueryOptions({
    queryKey: ['customers', 'list', query],
    queryFn: ({ signal, pageParam: cursor }) =>
      ask(api.GET('/customers', { signal, params: { query: { ...query, ...(cursor && { cursor }) } } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

const few = 5;

export const customerCredit = (id: string) =>
  queryOptions({
    queryKey: ['customers', id, 'credit'],
    queryFn: ({ signal }) => ask(api.GET('/customers/{id}/credit', { signal, params: { path: { id } } })),
  });

/** The newest of each kind; whoever wants more goes to the list. */
export const projectsOf = (customerId: string) =>
  queryOptions({
    queryKey: ['customers', customerId, 'projects'],
    queryFn: ({ signal }) =>
      ask(api.GET('/projects', { signal, params: { query: { customerId, limit: few } } })),
  });

/** Those of which something is due, and then the newest others. */
export const invoicesOf = (customerId: string) =>
  queryOptions({
    queryKey: ['customers', customerId, 'invoices'],
    queryFn: async ({ signal }) => {
      const asked = (query: { open?: 'true' }) =>
        ask(api.GET('/invoices', { signal, params: { query: { customerId, limit: few, ...query } } }));
      const [open, all] = await Promise.all([asked({ open: 'true' }), asked({})]);
      const known = new Set(open.items.map(({ id }) => id));
      return {
        items: [...open.items, ...all.items.filter(({ id }) => !known.has(id))].slice(0, 2 * few),
        more: open.nextCursor !== null || all.nextCursor !== null,
      };
    },
  });

export const receiptsOf = (customerId: string) =>
  queryOptions({
    queryKey: ['customers', customerId, 'receipts'],
    queryFn: ({ signal }) =>
      ask(api.GET('/receipts', { signal, params: { query: { customerId, limit: few } } })),
  });
