import { limits } from '@closeout/contracts/limits';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../../api/client.js';
import { projectKey } from '../projectQueries.js';
import { checklistQuery } from '../work/workQueries.js';

type Pending = Schemas['TechnicalClosure']['pending'];

/** As many as the API gives at once; whoever clears those gets the next. */
const limit = limits.pageSize;

const open = (id: string) => {
  const key = (noun: string) => [...projectKey(id), noun, 'open'];
  const path = { id };
  return {
    timeEntries: (status: 'DRAFT' | 'SUBMITTED') =>
      queryOptions({
        queryKey: [...key('time-entries'), status],
        queryFn: ({ signal }) =>
          ask(api.GET('/projects/{id}/time-entries', { signal, params: { path, query: { status, limit } } })),
      }),
    expenses: queryOptions({
      queryKey: key('expenses'),
      queryFn: ({ signal }) =>
        ask(
          api.GET('/projects/{id}/expenses', {
            signal,
            params: { path, query: { status: 'RECORDED', limit } },
          }),
        ),
    }),
    deliverables: (status: 'INITIAL' | 'READY') =>
      queryOptions({
        queryKey: [...key('deliverables'), status],
        queryFn: ({ signal }) =>
          ask(api.GET('/projects/{id}/deliverables', { signal, params: { path, query: { status, limit } } })),
      }),
  };
};

/** The records behind the lines that hold up a closure, by their ids, as far as they are the reader's to see: a list for each kind that is there. */
export function useOpenRecords(projectId: string, pending: Pending) {
  const has = (kind: Pending[number]['kind'], status?: string) =>
    pending.some((item) => item.kind === kind && (status === undefined || item.status === status));
  const queries = open(projectId);
  const drafts = useQuery({ ...queries.timeEntries('DRAFT'), enabled: has('TIME_ENTRY', 'DRAFT') });
  const submitted = useQuery({
    ...queries.timeEntries('SUBMITTED'),
    enabled: has('TIME_ENTRY', 'SUBMITTED'),
  });
  const expenses = useQuery({ ...queries.expenses, enabled: has('EXPENSE') });
  const initial = useQuery({ ...queries.deliverables('INITIAL'), enabled: has('DELIVERABLE', 'INITIAL') });
  const ready = useQuery({ ...queries.deliverables('READY'), enabled: has('DELIVERABLE', 'READY') });
  const checklist = useQuery({ ...checklistQuery(projectId), enabled: has('CHECKLIST') });
  const byId = <T extends { id: string }>(...lists: ({ items: T[] } | undefined)[]) =>
    new Map(lists.flatMap((list) => list?.items ?? []).map((record) => [record.id, record]));
  return {
    /** Some are on their way, and what is shown of a line comes with them. */
    comes: [drafts, submitted, expenses, initial, ready, checklist].some(({ isLoading }) => isLoading),
    timeEntries: byId(drafts.data, submitted.data),
    expenses: byId(expenses.data),
    deliverables: byId(initial.data, ready.data),
    checklist: byId(checklist.data),
  };
}
