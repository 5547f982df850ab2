import { expect, it } from '@jest/globals';
import { QueryClient } from '@tanstack/react-query';
import { listsKey, refreshLists } from './refreshLists.js';

type Row = Awaited<ReturnType<Parameters<typeof refreshLists>[2]>>;
const row = (id: string, title = id) => ({ id, title }) as Row;
const page = (...ids: string[]) => ({ items: ids.map((id) => row(id)), nextCursor: null });

it('a long list keeps its place: the row that changed is replaced, and no page is read again', async () => {
  const queries = new QueryClient();
  const key = [...listsKey, { q: 'a' }];
  queries.setQueryData(key, { pages: [page('1'), page('2', '3'), page('4')], pageParams: [null, 'b', 'c'] });
  const asked: string[] = [];
  await refreshLists(queries, ['3', 'elsewhere'], async (id) => {
    asked.push(id);
    return row(id, 'renamed');
  });
  expect(asked).toEqual(['3']);
  expect(queries.getQueryData(key)).toMatchObject({
    pages: [page('1'), { items: [{ title: '2' }, { title: 'renamed' }] }, page('4')],
  });
  expect(queries.getQueryState(key)?.isInvalidated).toBe(false);
});

it('a short list is read again, so that what is new appears', async () => {
  const queries = new QueryClient();
  const key = [...listsKey, {}];
  queries.setQueryData(key, { pages: [page('1')], pageParams: [null] });
  await refreshLists(queries, ['1'], () => Promise.reject(new Error('is not asked')));
  expect(queries.getQueryState(key)?.isInvalidated).toBe(true);
});

it('a project that cannot be read any more leaves the others as they are', async () => {
  const queries = new QueryClient();
  const key = [...listsKey, {}];
  queries.setQueryData(key, { pages: [page('1'), page('2'), page('3')], pageParams: [null, 'b', 'c'] });
  await refreshLists(queries, ['1', '2'], (id) =>
    id === '1' ? Promise.reject(new Error('gone')) : Promise.resolve(row(id, 'renamed')),
  );
  expect(queries.getQueryData(key)).toMatchObject({
    pages: [page('1'), { items: [{ title: 'renamed' }] }, page('3')],
  });
});
