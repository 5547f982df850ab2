import {
  fromMinor,
  plainDecimal,
  type exportJournal,
  type JournalLine,
  type listJournal,
} from '@closeout/contracts';
import { keysetCursor, type Database, type Input } from '@closeout/service-kit';
import { z } from 'zod';
import { Conditions } from '../documents/conditions.js';

type Filters = Input<typeof exportJournal>['query'];
interface Row extends Omit<JournalLine, 'debit' | 'credit'> {
  debit: bigint;
  credit: bigint;
}
type Position = [day: string, id: string];

const Position = z.tuple([z.iso.date(), z.uuid()]);

/** Lines in the order of their days, from a position on. */
async function readLines(
  db: Database,
  filters: Filters,
  after: Position | null,
  limit: number,
): Promise<JournalLine[]> {
  const where = new Conditions()
    .andIf(filters.from, 'entry_date >= ?')
    .andIf(filters.to, 'entry_date <= ?')
    .andIf(filters.account, 'account = ?')
    .andIf(filters.documentId, 'document_id = ?');
  if (after) where.and('(entry_date, id) > (?::date, ?::uuid)', ...after);
  const rows = await db.query<Row>(
    `SELECT id, entry_id AS "entryId", entry_date AS date, document_kind AS "documentKind", document_id AS "documentId",
       document_number AS "documentNumber", account, debit_minor AS debit, credit_minor AS credit, currency,
       tax_rate AS "taxRate", customer_id AS "customerId", project_id AS "projectId", milestone_id AS "milestoneId"
     FROM journal_line WHERE ${where.sql} ORDER BY entry_date, id LIMIT ${limit}`,
    where.values,
  );
  return rows.map((row) => ({
    ...row,
    debit: fromMinor(row.debit, row.currency),
    credit: fromMinor(row.credit, row.currency),
    taxRate: row.taxRate === null ? null : plainDecimal(row.taxRate),
  }));
}

export async function journalPage(
  db: Database,
  query: Input<typeof listJournal>['query'],
): Promise<{ items: JournalLine[]; nextCursor: string | null }> {
  const after = query.cursor ? keysetCursor.decode(query.cursor, Position) : null;
  const lines = await readLines(db, query, after, query.limit + 1);
  const last = lines.length > query.limit ? lines[query.limit - 1] : undefined;
  return {
    items: lines.slice(0, query.limit),
    nextCursor: last ? keysetCursor.encode([last.date, last.id]) : null,
  };
}

/** All lines, a page at a time: no transaction is held while a slow reader reads. */
export async function* journalLines(
  db: Database,
  filters: Filters,
  pageSize = 1000,
): AsyncGenerator<JournalLine[]> {
  let after: Position | null = null;
  for (;;) {
    const lines: JournalLine[] = await readLines(db, filters, after, pageSize);
    if (lines.length > 0) yield lines;
    const last = lines.at(-1);
    if (!last || lines.length < pageSize) return;
    after = [last.date, last.id];
  }
}
