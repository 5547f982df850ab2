import type { InfiniteData, Query, QueryClient } from '@tanstack/react-query';
import type { Schemas } from '../api/client.js';

type Row = Schemas['ProjectSummary'];
type Pages = InfiniteData<{ items: Row[]; nextCursor: string | null }>;

export const listsKey = ['projects', 'list'];
const fewPages = 2;
const fewRows = 20;

const isLong = ({ state }: Query): boolean =>
  ((state.data as Partial<Pages> | undefined)?.pages?.length ?? 0) > fewPages;

/**
 * Lists of projects are read again when something in them changed. Where somebody has scrolled far that would be page after
 * page, and rows would move under the eyes: there, the rows that changed are replaced where they stand.
 *
 * @param changed ids of projects
 * @param read a project as it is now
 */
export async function refreshLists(
  queries: QueryClient,
  changed: readonly string[],
  read: (id: string) => Promise<Row>,
): Promise<void> {
  const whole = queries.invalidateQueries({ queryKey: listsKey, predicate: (query) => !isLong(query) });
  const long = { queryKey: listsKey, predicate: isLong };
  const shown = new Set(
    queries
      .getQueriesData<Pages>(long)
      .flatMap(([, data]) => data?.pages.flatMap(({ items }) => items.map(({ id }) => id)) ?? []),
  );
  const wanted = changed.filter((id) => shown.has(id)).slice(0, fewRows);
  // A project that can no longer be seen stays until the list is read anew.
  const answers = await Promise.allSettled(wanted.map(read));
  const rows = new Map(
    answers.flatMap((answer) => (answer.status === 'fulfilled' ? [[answer.value.id, answer.value]] : [])),
  );
  if (rows.size > 0)
    queries.setQueriesData<Pages>(long, (data) => data && { ...data, pages: withRows(data.pages, rows) });
  await whole;
}

const withRows = (pages: Pages['pages'], rows: ReadonlyMap<string, Row>): Pages['pages'] =>
  pages.map((page) => ({ ...page, items: page.items.map((row) => rows.get(row.id) ?? row) }));
