import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../../api/client.js';
import { projectKey } from '../projectQueries.js';

export type Deliverable = Schemas['Deliverable'];
export type Expense = Schemas['Expense'];
export type TimeEntry = Schemas['TimeEntry'];
export type ChecklistItem = Schemas['ChecklistItem'];
export type BudgetNode = Schemas['BudgetNode'];

const paged = {
  initialPageParam: null as string | null,
  getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor,
};
const at = (id: string, cursor: string | null) => ({
  params: { path: { id }, query: { ...(cursor && { cursor }) } },
});

export const deliverablesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...projectKey(id), 'deliverables'],
    queryFn: ({ signal, pageParam }) =>
      ask(api.GET('/projects/{id}/deliverables', { signal, ...at(id, pageParam) })),
    ...paged,
  });

export const expensesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...projectKey(id), 'expenses'],
    queryFn: ({ signal, pageParam }) =>
      ask(api.GET('/projects/{id}/expenses', { signal, ...at(id, pageParam) })),
    ...paged,
  });

export const timeEntriesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...projectKey(id), 'time-entries'],
    queryFn: ({ signal, pageParam }) =>
      ask(api.GET('/projects/{id}/time-entries', { signal, ...at(id, pageParam) })),
    ...paged,
  });

/** One of the approved billable hours that are not marked as settled, if there is any. */
export const unbilledQuery = (id: string) =>
  queryOptions({
    queryKey: [...projectKey(id), 'time-entries', 'unbilled'],
    queryFn: ({ signal }) =>
      ask(
        api.GET('/projects/{id}/time-entries', {
          signal,
          params: { path: { id }, query: { unbilled: 'true', limit: 1 } },
        }),
      ),
  });

export const checklistQuery = (id: string) =>
  queryOptions({
    queryKey: [...projectKey(id), 'checklist'],
    queryFn: ({ signal }) => ask(api.GET('/projects/{id}/checklist', { signal, params: { path: { id } } })),
  });

export const budgetQuery = (id: string) =>
  queryOptions({
    queryKey: [...projectKey(id), 'budget-nodes'],
    queryFn: ({ signal }) =>
      ask(api.GET('/projects/{id}/budget-nodes', { signal, params: { path: { id } } })),
  });

export const deliverableQuery = (id: string, deliverableId: string) =>
  queryOptions({
    queryKey: [...projectKey(id), 'deliverables', deliverableId],
    queryFn: ({ signal }) =>
      ask(
        api.GET('/projects/{id}/deliverables/{deliverableId}', {
          signal,
          params: { path: { id, deliverableId } },
        }),
      ),
  });

export const expenseQuery = (id: string, expenseId: string) =>
  queryOptions({
    queryKey: [...projectKey(id), 'expenses', expenseId],
    queryFn: ({ signal }) =>
      ask(api.GET('/projects/{id}/expenses/{expenseId}', { signal, params: { path: { id, expenseId } } })),
  });

export const timeEntryQuery = (id: string, timeEntryId: string) =>
  queryOptions({
    queryKey: [...projectKey(id), 'time-entries', timeEntryId],
    queryFn: ({ signal }) =>
      ask(
        api.GET('/projects/{id}/time-entries/{timeEntryId}', {
          signal,
          params: { path: { id, timeEntryId } },
        }),
      ),
  });
