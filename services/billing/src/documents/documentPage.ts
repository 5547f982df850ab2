import type { Actor } from '@closeout/service-kit/auth';
import { likePattern, searchWays, type Database } from '@closeout/service-kit/db';
import { keysetCursor } from '@closeout/service-kit/http';
import { z } from 'zod';
import { isLeftSql } from '../receipts/leftSql.js';
import { Conditions } from './conditions.js';
import { wordInNumber } from './numberLike.js';
import { searchRows } from './searchRows.js';
import { andVisible } from './visibility.js';

export interface DocumentList {
  table: 'invoice' | 'credit_note' | 'receipt' | 'refund' | 'quote' | 'cpo';
  /** The day that the list is sorted and filtered by. */
  date: 'document_date' | 'issue_date' | 'payment_date' | 'refund_date';
  /** SQL of one document as jsonb; the document's alias is `d`. */
  json: string;
  /** Whether the list has a text of its own to be searched, `search_text`; otherwise the number is. */
  searchText?: boolean;
}

export interface DocumentQuery {
  q?: string;
  limit: number;
  cursor?: string;
  customerId?: string;
  projectId?: string;
  milestoneId?: string;
  invoiceId?: string;
  receiptId?: string;
  cpoId?: string;
  status?: string;
  paymentStatus?: string;
  mismatch?: string;
  from?: string;
  to?: string;
  /** Only those with money left. */
  unallocated?: boolean;
  /** Only those of which something is due. */
  open?: boolean;
  /** Only those whose due date is before this day. */
  dueBefore?: string;
}

const Position = z.tuple([z.iso.date(), z.uuid()]);
/** A search that finds more customers or projects than this is answered by walking the list: there, hits are dense. */
const maxOwners = 200;

/** One page, the newest first: walks the index of the filter, which has the list's order, and stops when the page is full. */
export async function documentPage<Row>(
  db: Database,
  list: DocumentList,
  query: DocumentQuery,
  actor: Pick<Actor, 'clearance'>,
): Promise<{ rows: Row[]; nextCursor: string | null }> {
  const { table, date, json } = list;
  const where = new Conditions()
    .andIf(query.customerId, 'd.customer_id = ?')
    .andIf(query.projectId, 'd.project_id = ?')
    .andIf(query.milestoneId, 'd.milestone_id = ?')
    .andIf(query.invoiceId, 'd.invoice_id = ?')
    .andIf(query.receiptId, 'd.receipt_id = ?')
    .andIf(query.cpoId, 'd.cpo_id = ?')
    .andIf(query.status, 'd.status = ?')
    .andIf(query.paymentStatus, 'd.payment_status = ?')
    .andIf(query.mismatch, 'd.mismatch_status = ?')
    .andIf(query.from, `d.${date} >= ?`)
    .andIf(query.to, `d.${date} <= ?`)
    .andIf(query.dueBefore, 'd.due_date < ?');
  if (query.open) where.and(`d.payment_status IN ('UNPAID', 'PARTIALLY_PAID')`);
  if (query.unallocated) where.and(isLeftSql('d'));
  if (query.cursor) {
    const [day, id] = keysetCursor.decode(query.cursor, Position);
    where.and(`(d.${date}, d.id) < (?::date, ?::uuid)`, day, id);
  }
  andVisible(where, actor);

  // In the text, not as a value: PostgreSQL plans for a tenth of the table when it does not know the limit.
  const limit = query.limit + 1;
  const order = `ORDER BY ${date} DESC, id DESC LIMIT ${limit}`;
  const walk = (condition: string): string =>
    `SELECT d.${date}, d.id FROM ${table} d WHERE ${where.sql} AND ${condition} ORDER BY d.${date} DESC, d.id DESC LIMIT ${limit}`;
  const found = query.q ? await searched(db, query.q, list, where, walk, order) : walk('true');
  const text = `WITH page AS (${found})
    SELECT ${json} AS document, d.${date} AS day FROM page CROSS JOIN LATERAL (SELECT * FROM ${table} WHERE ${table}.id = page.id OFFSET 0) AS d
    ORDER BY page.${date} DESC, page.id DESC`;
  type Line = { document: Row & { id: string }; day: string };
  const rows = query.q
    ? await searchRows<Line>(db, text, where.values)
    : await db.query<Line>(text, where.values);
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined;
  return {
    rows: rows.slice(0, query.limit).map((row) => row.document),
    nextCursor: last ? keysetCursor.encode([last.day, last.document.id]) : null,
  };
}

/** A search word, and whom of the customers and the projects it finds: at most one more than `maxOwners`. */
interface Found {
  word: string;
  customerIds: string[];
  projectIds: string[];
}

/**
 * Documents that one of the ways to read the search finds. If an identifier that is set apart is a customer's or a project's, its
 * parts are not looked for one by one: each would find very many, and together nothing but what the identifier finds.
 */
async function searched(
  db: Database,
  q: string,
  list: DocumentList,
  where: Conditions,
  walk: (condition: string) => string,
  order: string,
): Promise<string> {
  const [first, second] = await Promise.all(
    searchWays(q).map((words) => Promise.all(words.map((word) => ownersOf(db, word)))),
  );
  if (!first) return walk('false');
  if (!second) return searchedFor(first, list, where, walk, order);
  const known = second.some((found) => !first.some(({ word }) => word === found.word) && isOwned(found));
  const ways = (known ? [second] : [first, second]).map((way) => searchedFor(way, list, where, walk, order));
  return ways.length === 1
    ? String(ways[0])
    : `SELECT * FROM (${ways.map((way) => `(${way})`).join(' UNION ')}) AS ways ${order}`;
}

/**
 * Documents in which every word is found: in their own number or text, or in that of their customer or their project. The word
 * that finds the fewest customers and projects leads to the documents, the others narrow what it found.
 */
function searchedFor(
  found: Found[],
  list: DocumentList,
  where: Conditions,
  walk: (condition: string) => string,
  order: string,
): string {
  const [leading, ...others] = found.sort((a, b) => ownerCount(a) - ownerCount(b));
  if (!leading) return walk('false');
  const narrowed = others.map((other) => mentions(other, list, where));
  const walkTo = (condition: string): string => walk([...narrowed, condition].join(' AND '));
  if (ownerCount(leading) > maxOwners) return walkTo(mentions(leading, list, where));
  const hits = owners(leading).map(
    ({ key, ids }) =>
      `(SELECT hit.* FROM unnest(${where.bind(ids)}::uuid[]) AS k (id) CROSS JOIN LATERAL (${walkTo(`d.${key} = k.id`)}) AS hit)`,
  );
  return `SELECT * FROM ((${walkTo(ofDocument(leading.word, list, where))}) UNION ${hits.join(' UNION ')}) AS hits ${order}`;
}

const owners = ({ customerIds, projectIds }: Found) =>
  [
    { key: 'customer_id', table: 'customer', id: 'id', ids: customerIds },
    { key: 'project_id', table: 'project_replica', id: 'project_id', ids: projectIds },
  ] as const;

const isOwned = (found: Found): boolean => {
  const count = ownerCount(found);
  return count > 0 && count <= maxOwners;
};

const ownerCount = (found: Found): number => Math.max(...owners(found).map(({ ids }) => ids.length));

async function ownersOf(db: Database, word: string): Promise<Found> {
  const idsOf = async (table: string, id: string): Promise<string[]> => {
    const statement = `SELECT ${id} AS id FROM ${table} WHERE search_text LIKE $1 LIMIT ${maxOwners + 1}`;
    return (await searchRows<{ id: string }>(db, statement, [likePattern(word)])).map((row) => row.id);
  };
  const [customerIds, projectIds] = await Promise.all([
    idsOf('customer', 'id'),
    idsOf('project_replica', 'project_id'),
  ]);
  return { word, customerIds, projectIds };
}

/** Whether a document mentions a word. Too many customers or projects are not listed, but looked at. */
function mentions(found: Found, list: DocumentList, where: Conditions): string {
  const byOwner = owners(found).map(({ key, table, id, ids }) =>
    ids.length > maxOwners
      ? `(SELECT search_text FROM ${table} o WHERE o.${id} = d.${key}) LIKE ${where.bind(likePattern(found.word))}`
      : `d.${key} = ANY (${where.bind(ids)}::uuid[])`,
  );
  return `(${[ofDocument(found.word, list, where), ...byOwner].join(' OR ')})`;
}

/** The document's own number, of which any part will do, or the text that holds it. */
function ofDocument(word: string, list: DocumentList, where: Conditions): string {
  if (!list.searchText) return wordInNumber(word, 'd.number', where);
  const pattern = /^\d{1,2}$/.test(word) ? `%${word}%` : likePattern(word);
  return `d.search_text LIKE ${where.bind(pattern)}`;
}
