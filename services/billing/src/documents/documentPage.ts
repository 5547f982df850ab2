import { keysetCursor, type Actor, type Database } from '@closeout/service-kit';
import { z } from 'zod';
import { customerMatch, escapeLike, searchRows } from '../customers/customerSearch.js';
import { isLeftSql } from '../receipts/leftSql.js';
import { Conditions } from './conditions.js';

export interface DocumentList {
  table: 'invoice' | 'credit_note' | 'receipt' | 'refund' | 'quote' | 'cpo';
  /** The day that the list is sorted and filtered by. */
  date: 'document_date' | 'issue_date' | 'payment_date' | 'refund_date';
  /** SQL of one document as jsonb; the document's alias is `d`. */
  json: string;
  /** Whether the list has a text of its own to be searched, `search_text`; otherwise numbers are found by their beginning. */
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
const mostOwners = 200;

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
  // Who may see everything needs no look at each customer.
  if (actor.clearance < 9)
    where.and('(SELECT c.security_level FROM customer c WHERE c.id = d.customer_id) <= ?', actor.clearance);

  // In the text, not as a value: PostgreSQL plans for a tenth of the table when it does not know the limit.
  const limit = query.limit + 1;
  const order = `ORDER BY ${date} DESC, id DESC LIMIT ${limit}`;
  const walk = (condition: string): string =>
    `SELECT d.${date}, d.id FROM ${table} d WHERE ${where.sql} AND ${condition} ORDER BY d.${date} DESC, d.id DESC LIMIT ${limit}`;
  const found = query.q ? await searched(db, query.q, list, where, walk, order) : walk('true');
  const text = `WITH page AS (${found})
    SELECT ${json} AS document, d.${date} AS day FROM page CROSS JOIN LATERAL (SELECT * FROM ${table} WHERE ${table}.id = page.id OFFSET 0) AS d
    ORDER BY page.${date} DESC, page.id DESC`;
  type Found = { document: Row & { id: string }; day: string };
  const rows = query.q
    ? await searchRows<Found>(db, text, where.values)
    : await db.query<Found>(text, where.values);
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined;
  return {
    rows: rows.slice(0, query.limit).map((row) => row.document),
    nextCursor: last ? keysetCursor.encode([last.day, last.document.id]) : null,
  };
}

/**
 * Documents whose number begins with the words (or whose text holds them), and those of the customers and the projects whom they
 * find.
 */
async function searched(
  db: Database,
  q: string,
  list: DocumentList,
  where: Conditions,
  walk: (condition: string) => string,
  order: string,
): Promise<string> {
  const customers = customerMatch(q);
  const project = projectMatch(q);
  const [customerIds, projectIds] = await Promise.all([
    idsOf(db, 'id', 'customer', customers.column, customers.pattern),
    project && idsOf(db, 'project_id', 'project_replica', projectText, project),
  ]);
  const byNumber = list.searchText ? byText(q, where) : byPrefix(q, where);
  const owners = [
    {
      key: 'customer_id',
      ids: customerIds,
      matches: () =>
        `(SELECT ${customers.column} FROM customer WHERE customer.id = d.customer_id) LIKE ${where.bind(customers.pattern)}`,
    },
    {
      key: 'project_id',
      ids: projectIds ?? [],
      matches: () =>
        `(SELECT ${projectText} FROM project_replica p WHERE p.project_id = d.project_id) LIKE ${where.bind(project)}`,
    },
  ];
  if (owners.some(({ ids }) => ids.length > mostOwners)) {
    const conditions = owners.map(({ key, ids, matches }) =>
      ids.length > mostOwners ? matches() : `d.${key} = ANY (${where.bind(ids)}::uuid[])`,
    );
    return walk(`((${byNumber}) OR ${conditions.join(' OR ')})`);
  }
  const hits = owners.map(
    ({ key, ids }) =>
      `(SELECT hit.* FROM unnest(${where.bind(ids)}::uuid[]) AS k (id) CROSS JOIN LATERAL (${walk(`d.${key} = k.id`)}) AS hit)`,
  );
  return `SELECT * FROM ((${walk(byNumber)}) UNION ${hits.join(' UNION ')}) AS hits ${order}`;
}

/** As the index `project_replica_search` has it. */
const projectText = `lower(number || ' ' || title)`;

/** Trigrams need three characters; fewer are no search for a project. */
const projectMatch = (q: string): string | null => (q.length < 3 ? null : `%${escapeLike(q.toLowerCase())}%`);

async function idsOf(
  db: Database,
  key: string,
  table: string,
  text: string,
  pattern: string,
): Promise<string[]> {
  const statement = `SELECT ${key} AS id FROM ${table} WHERE ${text} LIKE $1 LIMIT ${mostOwners + 1}`;
  return (await searchRows<{ id: string }>(db, statement, [pattern])).map(({ id }) => id);
}

/** Numbers are capital letters, digits and hyphens, and "~" comes after all of them. */
function byPrefix(q: string, where: Conditions): string {
  const prefix = q.toUpperCase();
  return `d.number >= ${where.bind(prefix)} AND d.number < ${where.bind(`${prefix}~`)}`;
}

const byText = (q: string, where: Conditions): string =>
  `d.search_text LIKE ${where.bind(`%${escapeLike(q.toLowerCase())}%`)}`;
