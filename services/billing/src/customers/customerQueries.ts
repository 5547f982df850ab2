import type {
  Customer as CustomerAnswer,
  CustomerCredit,
  listCustomers,
} from '@closeout/contracts/http/billing';
import { fromMinor } from '@closeout/contracts/money';
import type { Actor } from '@closeout/service-kit/auth';
import { likePattern, searchWays, type Database } from '@closeout/service-kit/db';
import { keysetCursor, type Input } from '@closeout/service-kit/http';
import { z } from 'zod';
import { Conditions } from '../documents/conditions.js';
import { searchRows } from '../documents/searchRows.js';
import { assertVisible } from '../documents/visibility.js';
import { freeSql, isLeftSql, leftSql } from '../receipts/leftSql.js';
import type { Prisma } from '../prisma.js';
import { customerAnswer, type Customer } from './customer.js';

export async function findCustomer(
  prisma: Prisma,
  id: string,
  actor: Pick<Actor, 'clearance'>,
): Promise<Customer> {
  return assertVisible(actor, await prisma.customer.findUnique({ where: { id } }), 'customer', id);
}

type Page = { items: CustomerAnswer[]; nextCursor: string | null };

/** Sorts that an index gives; id makes each of them unique. */
const sorts = {
  name: { column: 'lower(name)', type: 'text', shape: z.tuple([z.string(), z.uuid()]) },
  createdAt: { column: 'created_at', type: 'timestamptz', shape: z.tuple([z.iso.datetime(), z.uuid()]) },
} as const;

export async function findCustomers(
  db: Database,
  { query, actor }: Pick<Input<typeof listCustomers>, 'query' | 'actor'>,
): Promise<Page> {
  const descending = query.sort.startsWith('-');
  const { column, type, shape } = sorts[query.sort.replace('-', '') as keyof typeof sorts];
  const where = new Conditions()
    .and('security_level <= ?', actor.clearance)
    .andIf(query.status, 'status = ?');
  if (query.q) {
    const ways = searchWays(query.q);
    if (ways.length === 0) return { items: [], nextCursor: null };
    const patterns = ways.map((words) => words.map(likePattern));
    const found = patterns.map((all) => all.map(() => 'search_text LIKE ?').join(' AND '));
    where.and(`(${found.join(' OR ')})`, ...patterns.flat());
  }
  if (query.cursor) {
    const [value, id] = keysetCursor.decode(query.cursor, shape);
    where.and(`(${column}, id) ${descending ? '<' : '>'} (?::${type}, ?::uuid)`, value, id);
  }
  const direction = descending ? 'DESC' : 'ASC';
  const text = `
    SELECT id, version, name, email, phone, vat_number AS "vatNumber", address, currency, payment_terms_days AS "paymentTermsDays",
      client_type AS "clientType", location, security_level AS "securityLevel", status, created_at AS "createdAt",
      updated_at AS "updatedAt", lower(name) AS "sortName"
    FROM customer WHERE ${where.sql}
    ORDER BY ${column} ${direction}, id ${direction} LIMIT ${query.limit + 1}`;
  type Row = Customer & { sortName: string };
  const rows = query.q
    ? await searchRows<Row>(db, text, where.values)
    : await db.query<Row>(text, where.values);
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined;
  return {
    items: rows.slice(0, query.limit).map(customerAnswer),
    nextCursor: last
      ? keysetCursor.encode([column === 'created_at' ? last.createdAt.toISOString() : last.sortName, last.id])
      : null,
  };
}

/** What the customer paid beyond invoices: what is left of issued receipts, a liability until it is allocated; part of it may be tied to projects. */
export async function findCredit(db: Database, customerId: string): Promise<z.input<typeof CustomerCredit>> {
  const [sums, receipts] = await Promise.all([
    db.query<Left>(
      `SELECT currency, sum(${leftSql('r')})::bigint AS left, sum(${freeSql('r')})::bigint AS free FROM receipt r
       WHERE customer_id = $1 AND ${isLeftSql('r')} GROUP BY currency ORDER BY currency`,
      [customerId],
    ),
    db.query<Left & { receiptId: string; number: string; projectId: string | null }>(
      `SELECT id AS "receiptId", number, project_id AS "projectId", currency, ${leftSql('r')} AS left, ${freeSql('r')} AS free FROM receipt r
       WHERE customer_id = $1 AND ${isLeftSql('r')} ORDER BY issue_date, id LIMIT 200`,
      [customerId],
    ),
  ]);
  return {
    customerId,
    credits: sums.map(({ left, free, currency }) => ({
      ...{ currency, amount: fromMinor(left, currency) },
      ...potsAnswer({ left, free, currency }),
    })),
    receipts: receipts.map(({ left, free, ...receipt }) => ({
      ...receipt,
      unallocated: fromMinor(left, receipt.currency),
      ...potsAnswer({ left, free, ...receipt }),
    })),
  };
}

interface Left {
  currency: string;
  left: bigint;
  free: bigint;
}

const potsAnswer = ({ left, free, currency }: Left): { tied: string; free: string } => ({
  tied: fromMinor(left - free, currency),
  free: fromMinor(free, currency),
});
