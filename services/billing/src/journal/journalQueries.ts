import type { exportJournal, JournalLine, listJournal } from '@closeout/contracts/http/billing';
import { fromMinor, plainDecimal } from '@closeout/contracts/money';
import type { Database } from '@closeout/service-kit/db';
import { keysetCursor, type Input, type Peer } from '@closeout/service-kit/http';
import { z } from 'zod';
import { withFeedPositions, type BookedLine } from './feedPositions.js';
import { Conditions } from '../documents/conditions.js';
import { numberLike } from '../documents/numberLike.js';
import { searchRows } from '../documents/searchRows.js';

type Filters = Input<typeof exportJournal>['query'];
type Reading = Pick<Database, 'query' | 'pool'>;
interface Row extends Omit<BookedLine, 'no' | 'debit' | 'credit'> {
  no: bigint;
  debit: bigint;
  credit: bigint;
}

/**
 * Where a reader is. By number, that is a number: what comes later has a higher one. By day, something may still be posted for days
 * that were passed, so all pages show the lines up to the number that was the last when the first page was read.
 */
const ByNumber = z.tuple([z.literal('no'), z.int()]);
const ByDay = z.tuple([z.literal('date'), z.int(), z.iso.date(), z.int()]);
type Place = z.infer<typeof ByNumber> | z.infer<typeof ByDay>;

async function startOf(db: Reading, { sort, after, from, to }: Filters): Promise<Place> {
  const byDay = sort === 'date' || (sort === undefined && after === undefined && (from ?? to) !== undefined);
  if (!byDay) return ['no', 0];
  const [journal] = await db.query<{ last: bigint }>('SELECT last_no AS last FROM journal');
  return ['date', Number(journal?.last ?? 0), '0001-01-01', 0];
}

function placeAfter(line: BookedLine, place: Place): Place {
  return place[0] === 'no' ? ['no', line.no] : ['date', place[1], line.date, line.no];
}

/** Lines from a place on. */
async function readLines(db: Reading, filters: Filters, place: Place, limit: number): Promise<BookedLine[]> {
  const where = new Conditions()
    .andIf(filters.after, 'no > ?')
    .andIf(filters.from, 'entry_date >= ?')
    .andIf(filters.to, 'entry_date <= ?')
    .andIf(filters.account, 'account = ?')
    .andIf(filters.documentId, 'document_id = ?')
    .andIf(filters.receiptId, 'receipt_id = ?')
    .andIf(filters.invoiceId, 'invoice_id = ?')
    .andIf(filters.creditNoteId, 'credit_note_id = ?');
  if (filters.documentNumber !== undefined) await whereNumber(db, filters.documentNumber, where);
  if (place[0] === 'no') where.and('no > ?', place[1]);
  else where.and('no <= ? AND (entry_date, no) > (?::date, ?::bigint)', place[1], place[2], place[3]);
  const order = place[0] === 'no' ? 'no' : 'entry_date, no';
  const rows = await db.query<Row>(
    `WITH line AS (SELECT * FROM journal_line WHERE ${where.sql} ORDER BY ${order} LIMIT ${limit})
     SELECT no, line.id, entry_id AS "entryId", entry_date AS date, value_date AS "valueDate", document_kind AS "documentKind",
       document_id AS "documentId", document_number AS "documentNumber", account, debit_minor AS debit, credit_minor AS credit,
       currency, tax_rate AS "taxRate", customer_id AS "customerId", project_id AS "projectId", milestone_id AS "milestoneId",
       receipt_id AS "receiptId", (SELECT number FROM receipt WHERE receipt.id = receipt_id) AS "receiptNumber",
       invoice_id AS "invoiceId", (SELECT number FROM invoice WHERE invoice.id = invoice_id) AS "invoiceNumber",
       credit_note_id AS "creditNoteId", (SELECT number FROM credit_note WHERE credit_note.id = credit_note_id) AS "creditNoteNumber",
       refund_id AS "refundId", (SELECT number FROM refund WHERE refund.id = refund_id) AS "refundNumber",
       event_id AS "eventId"
     FROM line ORDER BY ${order}`,
    where.values,
  );
  return rows.map((row) => ({
    ...row,
    no: Number(row.no),
    debit: fromMinor(row.debit, row.currency),
    credit: fromMinor(row.credit, row.currency),
    taxRate: row.taxRate === null ? null : plainDecimal(row.taxRate),
  }));
}

/** A part of a number that more documents have than this is looked for line by line: there, hits are dense. */
const maxNumbers = 500;
const numbered = ['invoice', 'credit_note', 'receipt', 'receipt_reversal', 'refund'];

/** Lines of the documents whose number has that part. The documents are fewer than the lines, and have the index of trigrams. */
async function whereNumber(db: Reading, part: string, where: Conditions): Promise<void> {
  const like = new Conditions();
  const condition = numberLike(part, 'number', like);
  const tables = numbered.map(
    (table) => `(SELECT number FROM ${table} WHERE ${condition} LIMIT ${maxNumbers + 1})`,
  );
  const found = await searchRows<{ number: string }>(db, tables.join(' UNION ALL '), like.values);
  if (found.length > maxNumbers) where.and(numberLike(part, 'document_number', where));
  else
    where.and(
      'document_number = ANY (?::text[])',
      found.map(({ number }) => number),
    );
}

export async function journalPage(
  db: Reading,
  notifications: Peer,
  query: Input<typeof listJournal>['query'],
): Promise<{ items: JournalLine[]; nextCursor: string | null }> {
  const place = query.cursor
    ? keysetCursor.decode(query.cursor, z.union([ByNumber, ByDay]))
    : await startOf(db, query);
  const lines = await readLines(db, query, place, query.limit + 1);
  const last = lines.length > query.limit ? lines[query.limit - 1] : undefined;
  return {
    items: await withFeedPositions(db, notifications, lines.slice(0, query.limit)),
    nextCursor: last ? keysetCursor.encode(placeAfter(last, place)) : null,
  };
}

/** All lines, a page at a time: no transaction is held while a slow reader reads. */
export async function* journalLines(
  db: Reading,
  notifications: Peer,
  filters: Filters,
  pageSize = 1000,
): AsyncGenerator<JournalLine[]> {
  let place = await startOf(db, filters);
  for (;;) {
    const lines: BookedLine[] = await readLines(db, filters, place, pageSize);
    if (lines.length > 0) yield await withFeedPositions(db, notifications, lines);
    const last = lines.at(-1);
    if (!last || lines.length < pageSize) return;
    place = placeAfter(last, place);
  }
}
