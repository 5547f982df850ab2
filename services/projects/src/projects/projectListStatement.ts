import type { ProjectListQuery } from '@closeout/contracts/http/projects';
import { hyphenated, likePattern, numberPatterns, searchWays } from '@closeout/service-kit/db';
import { cursorBounds, sortOf } from './projectListOrder.js';
import { numberRanges } from './projectNumber.js';
import { projectColumns } from './projectStore.js';
import { isCleared, isRun, reasonsToSee, type Bind, type Viewer } from './visibleProjects.js';

export interface ListViewer extends Viewer {
  /** Of every project; else of those that they run. */
  seesMoney: boolean;
}

/** How many projects, in the order of the list, are looked through for words before all are. */
export const lookThrough = 2000;

/**
 * Where a page with search words is looked for:
 * - `next`: among the next projects in the order of the list. A common word fills the page from there at once.
 * - `order`: among all, PostgreSQL choosing between the list's order and the trigram index.
 * - `words`: among all, but not through the list's order. That one is endless when all that match are at its far end, which
 *   PostgreSQL does not know; the trigram index costs what matches, and not what is there.
 */
export type Reach = 'next' | 'order' | 'words';

export interface Statement {
  text: string;
  values: unknown[];
}

/** Whether a search goes through the next projects first: where there are words, and no alternatives to be merged. */
export function startsWithNext(query: ProjectListQuery, viewer: ListViewer): boolean {
  const words = searchWays(query.q ?? '').flat();
  return viewer.seesAll && words.length > 0 && words.every((word) => numberRanges(word) === null);
}

/**
 * One page of projects as one statement; one row more than the limit tells whether there is another page. Every
 * filter and order has an index, and the sums stand in the row. null when nothing can match.
 * @throws DomainError `bad-cursor` (invalid)
 */
export function listStatement(
  query: ProjectListQuery,
  viewer: ListViewer,
  today: string,
  reach: Reach,
): Statement | null {
  const values: unknown[] = [];
  const value = (of: unknown, type: string) => `$${values.push(of)}::${type}`;
  const cleared = isCleared(viewer, value);
  const search = readSearch(query.q ?? '', value);
  if (search === null) return null;
  const { columns, unindexed, answered, direction } = sortOf(query.sort);
  const where = filters(query, viewer, today, value);
  if (query.cursor !== undefined) where.push(cursorBounds(query.sort, query.cursor, value));

  // For alternatives in an OR, PostgreSQL reads all that match or all between. As pages of their own, each found by an
  // index in the order of the list, they are merged.
  let branches = search.branches;
  if (!viewer.seesAll) {
    if (branches.length > 0) where.push(`(${branches.map((branch) => `(${branch})`).join(' OR ')})`);
    branches = reasonsToSee(viewer, value);
  }

  const limit = value(query.limit + 1, 'int');
  const by = (keys: readonly string[]) => `ORDER BY ${keys.map((key) => `${key} ${direction}`).join(', ')}`;
  const all = (conditions: string[]) => (conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`);
  const page = (from: string, conditions: string[]) =>
    `SELECT ${projectColumns}, p.title_search AS "titleSearch" FROM ${from} p JOIN customer c ON c.id = p.customer_id
     ${all([cleared, ...conditions])} ${by(reach === 'words' ? unindexed : columns)} LIMIT ${limit}`;

  if (branches.length > 0) {
    const pages = branches.map((branch) => `(${page('project', [...where, ...search.words, branch])})`);
    return {
      text: `SELECT * FROM (${pages.join(' UNION ALL ')}) AS pages ${by(answered)} LIMIT ${limit}`,
      values,
    };
  }
  if (reach !== 'next') return { text: page('project', [...where, ...search.words]), values };
  const next = `(SELECT * FROM project p ${all(where)} ${by(columns)} LIMIT ${lookThrough})`;
  return { text: page(next, search.words), values };
}

function filters(query: ProjectListQuery, viewer: ListViewer, today: string, value: Bind): string[] {
  const where: string[] = [];
  if (query.archived !== 'all') where.push(query.archived === 'true' ? 'p.archived' : 'NOT p.archived');
  if (query.status) where.push(`p.status = ${value(query.status, 'text')}`);
  if (query.customerId) where.push(`p.customer_id = ${value(query.customerId, 'uuid')}`);
  if (query.projectManagerId) where.push(`p.project_manager_id = ${value(query.projectManagerId, 'uuid')}`);
  // A filter tells as much as the field: by it, nobody finds out what the answer leaves out.
  if (query.overdue !== undefined && !viewer.seesMoney) where.push(isRun(viewer, value));
  // As `dueBy` says: nothing is waited for of what is history.
  const over = `p.status IN ('FINALIZED', 'CANCELLED')`;
  if (query.overdue === 'true') where.push(`p.next_due_date < ${value(today, 'date')}`, `NOT ${over}`);
  if (query.overdue === 'false')
    where.push(`(p.next_due_date IS NULL OR p.next_due_date >= ${value(today, 'date')} OR ${over})`);
  return where;
}

/**
 * What must be in the search text, and the alternatives that a word opens which is the beginning of a number: one for each
 * range of numbers and, unless it says PRJ, one for the same word elsewhere. Of two ways to read the search, the second is one more
 * alternative. null when nothing can match.
 */
function readSearch(q: string, value: Bind): Search | null {
  if (q === '') return { words: [], branches: [] };
  const [first, second] = searchWays(q)
    .map((words) => readWay(words, value))
    .filter((way) => way !== null);
  if (!first || !second) return first ?? null;
  if (first.branches.length === 0 && second.branches.length === 0)
    return { words: [anyOf([first, second].map(conditionOf))], branches: [] };
  // What both ways find is a row of the first.
  return {
    words: [],
    branches: [
      ...branchesOf(first),
      ...branchesOf(second).map((branch) => `${branch} AND NOT (${conditionOf(first)})`),
    ],
  };
}

interface Search {
  words: string[];
  branches: string[];
}

const conditionOf = ({ words, branches }: Search): string =>
  [...words, ...(branches.length > 0 ? [anyOf(branches)] : [])].join(' AND ') || 'true';

const branchesOf = ({ words, branches }: Search): string[] =>
  branches.length === 0
    ? [words.join(' AND ') || 'true']
    : branches.map((branch) => [branch, ...words].join(' AND '));

function readWay(found: readonly string[], value: Bind): Search | null {
  const words: string[] = [];
  let branches: string[] = [];
  for (const word of found) {
    // Every project's number begins with it.
    if ('prj'.startsWith(word) && word.length > 1) continue;
    const like = () =>
      anyOf([`p.search LIKE ${value(likePattern(word), 'text')}`, ...partOfNumber(word, value)]);
    const ranges = numberRanges(word);
    if (ranges === null) {
      words.push(like());
      continue;
    }
    const within = ranges.map(
      ({ from, to }) => `p.number_order BETWEEN ${value(from, 'bigint')} AND ${value(to, 'bigint')}`,
    );
    const elsewhere = /^prj[\d ]/.test(word)
      ? []
      : [[...within.map((range) => `NOT (${range})`), like()].join(' AND ')];
    const mine = [...within, ...elsewhere];
    if (mine.length === 0) return null;
    // A second number narrows what the first one found.
    if (branches.length === 0) branches = mine;
    else words.push(anyOf(mine));
  }
  return { words, branches };
}

const anyOf = (conditions: string[]): string =>
  conditions.length === 1 ? String(conditions[0]) : `(${conditions.map((one) => `(${one})`).join(' OR ')})`;

/** The search text holds a number's count from its first digit on: what begins elsewhere, or leaves out a hyphen, is looked for in the number. */
const partOfNumber = (word: string, value: Bind): string[] =>
  /^\d{1,2}$| /.test(word) || hyphenated(word).length > 0
    ? numberPatterns(word).map((pattern) => `p.number LIKE ${value(pattern, 'text')}`)
    : [];
