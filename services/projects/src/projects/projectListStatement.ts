import type { ProjectListQuery } from '@closeout/contracts';
import { keysetCursor } from '@closeout/service-kit';
import { z } from 'zod';
import type { Project } from './project.js';
import { numberRanges } from './projectNumber.js';
import { projectColumns } from './projectStore.js';
import { likePattern, searchWords, titleKey } from './searchText.js';

export interface Viewer {
  id: string;
  /** Has `projects.view`; else only what they run. */
  seesAll: boolean;
  clearance: number;
}

type Sort = ProjectListQuery['sort'];

/** Where a page ends: the values that its order compares. */
const sortKeys = {
  number: {
    columns: ['p.number_order'],
    answered: ['"numberOrder"'],
    types: ['bigint'],
    cursor: z.tuple([z.string().regex(/^\d{1,18}$/)]),
  },
  createdAt: {
    columns: ['p.created_at', 'p.id'],
    answered: ['"createdAt"', 'id'],
    types: ['timestamptz', 'uuid'],
    cursor: z.tuple([z.iso.datetime(), z.uuid()]),
  },
  title: {
    columns: ['p.title_search COLLATE "C"', 'p.id'],
    answered: ['"titleSearch" COLLATE "C"', 'id'],
    types: ['text', 'uuid'],
    cursor: z.tuple([z.string().max(1000), z.uuid()]),
  },
} as const;

function keyOf(sort: Sort): { name: keyof typeof sortKeys; descending: boolean } {
  const descending = sort.startsWith('-');
  return { name: (descending ? sort.slice(1) : sort) as keyof typeof sortKeys, descending };
}

/** The cursor behind the last project of a page. */
export function nextCursor(sort: Sort, last: Project): string {
  const values = {
    number: [last.numberOrder],
    createdAt: [last.createdAt.toISOString(), last.id],
    title: [titleKey(last.title), last.id],
  };
  return keysetCursor.encode([sort, ...values[keyOf(sort).name]]);
}

/**
 * One page of projects as one statement; one row more than the limit tells whether there is another page. Every
 * filter and order has an index, and the sums stand in the row. null when nothing can match.
 * @throws DomainError `bad-cursor` (invalid)
 */
export function listStatement(
  query: ProjectListQuery,
  viewer: Viewer,
  today: string,
): { text: string; values: unknown[] } | null {
  const values: unknown[] = [];
  const value = (of: unknown, type: string) => `$${values.push(of)}::${type}`;
  const where = [`c.security_level <= ${value(viewer.clearance, 'int')}`];
  // For alternatives in an OR, PostgreSQL reads all that match or all between. As pages of their own, each found by an
  // index in the order of the list, they are merged.
  let branches: string[] = [];

  if (!viewer.seesAll) {
    const me = value(z.uuid().safeParse(viewer.id).success ? viewer.id : null, 'uuid');
    branches = [
      `p.project_manager_id = ${me}`,
      `p.technical_manager_id = ${me} AND p.project_manager_id IS DISTINCT FROM ${me}`,
    ];
  }
  if (query.archived !== 'all') where.push(query.archived === 'true' ? 'p.archived' : 'NOT p.archived');
  if (query.status) where.push(`p.status = ${value(query.status, 'text')}`);
  if (query.customerId) where.push(`p.customer_id = ${value(query.customerId, 'uuid')}`);
  if (query.projectManagerId) where.push(`p.project_manager_id = ${value(query.projectManagerId, 'uuid')}`);
  if (query.overdue === 'true') where.push(`p.next_due_date < ${value(today, 'date')}`);
  if (query.overdue === 'false')
    where.push(`(p.next_due_date IS NULL OR p.next_due_date >= ${value(today, 'date')})`);

  if (query.q !== undefined && query.q !== '') {
    const words = searchWords(query.q);
    if (words.length === 0) return null;
    for (const word of words) {
      const ranges = numberRanges(word);
      if (ranges?.length === 0) return null;
      if (ranges === null) {
        where.push(`p.search LIKE ${value(likePattern(word), 'text')}`);
        continue;
      }
      const between = ranges.map(
        ({ from, to }) => `p.number_order BETWEEN ${value(from, 'bigint')} AND ${value(to, 'bigint')}`,
      );
      if (branches.length === 0) branches = between;
      else where.push(`(${between.join(' OR ')})`);
    }
  }

  const { name, descending } = keyOf(query.sort);
  const { columns, answered, types, cursor } = sortKeys[name];
  if (query.cursor !== undefined) {
    const [, ...after] = keysetCursor.decode(
      query.cursor,
      z.tuple([z.literal(query.sort)]).rest(z.unknown()),
    );
    const place = keysetCursor.decode(keysetCursor.encode(after), cursor);
    const bounds = place.map((part, i) => value(part, types[i] as string)).join(', ');
    where.push(`(${columns.join(', ')}) ${descending ? '<' : '>'} (${bounds})`);
  }
  const direction = descending ? 'DESC' : 'ASC';
  const limit = value(query.limit + 1, 'int');
  const pageOf = (branch: string[]) => `SELECT ${projectColumns}, p.title_search AS "titleSearch"
    FROM project p JOIN customer c ON c.id = p.customer_id
    WHERE ${[...where, ...branch].join(' AND ')}
    ORDER BY ${columns.map((column) => `${column} ${direction}`).join(', ')} LIMIT ${limit}`;
  if (branches.length === 0) return { text: pageOf([]), values };
  const pages = branches.map((branch) => `(${pageOf([branch])})`).join(' UNION ALL ');
  const merged = answered.map((column) => `${column} ${direction}`).join(', ');
  const text = `SELECT * FROM (${pages}) AS pages ORDER BY ${merged} LIMIT ${limit}`;
  return { text, values };
}
