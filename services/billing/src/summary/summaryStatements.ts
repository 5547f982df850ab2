import type { BillingWaitingCode } from '@closeout/contracts/http/billing';
import { isVisible } from '../documents/visibility.js';
import { waitingLines } from './waitingLines.js';

/** $2 is the clearance. */
const visible = isVisible('$2');

/** The lines of what waits, in one statement. A line is sums by currency, and the first five documents. Values: today, clearance. */
export function waitingStatement(codes: readonly BillingWaitingCode[]): string {
  return `WITH reader AS (SELECT $1::date AS today, $2::int AS clearance)
    ${codes.map(lineStatement).join('\nUNION ALL\n')}`;
}

function lineStatement(code: BillingWaitingCode): string {
  const { table, where, minor, since } = waitingLines[code];
  return `SELECT '${code}' AS code, line.* FROM (
    SELECT coalesce(sum(n), 0)::int AS count, jsonb_agg(jsonb_build_object('currency', currency, 'minor', minor::text) ORDER BY currency) AS sums,
      (SELECT jsonb_agg(jsonb_build_object('id', f.id, 'number', f.number, 'title', c.name, 'currency', f.currency,
         'minor', f.minor::text, 'since', f.since) ORDER BY f.since, f.id)
       FROM (SELECT d.id, d.number, d.customer_id, d.currency, ${minor} AS minor, ${since} AS since
         FROM ${table} d WHERE ${where} AND ${visible} ORDER BY ${since}, d.id LIMIT 5) f
       JOIN customer c ON c.id = f.customer_id) AS records
    FROM (SELECT d.currency, count(*) AS n, sum(${minor}) AS minor FROM ${table} d WHERE ${where} AND ${visible} GROUP BY d.currency) by_currency
  ) line WHERE line.count > 0`;
}

export interface MonthParts {
  invoices: boolean;
  receipts: boolean;
}

/** What was invoiced, received less what was refunded, and is overdue, by month and currency. Values: today, clearance, the first day. */
export function monthsStatement({ invoices, receipts }: MonthParts): string {
  const part = (name: string, minor: string, date: string, from: string) =>
    `SELECT to_char(${date}, 'YYYY-MM') AS month, d.currency, '${name}' AS part, sum(${minor}) AS minor
     FROM ${from} AND ${visible} GROUP BY 1, 2`;
  const parts = [
    ...(invoices
      ? [
          part(
            'invoiced',
            'd.gross_minor - d.credited_minor',
            'd.issue_date',
            `invoice d WHERE d.status = 'ISSUED' AND d.issue_date >= $3::date`,
          ),
          part(
            'overdue',
            'd.gross_minor - d.credited_minor - d.paid_minor',
            'greatest(d.due_date, $3::date)',
            `invoice d WHERE d.payment_status IN ('UNPAID', 'PARTIALLY_PAID') AND d.due_date < $1::date`,
          ),
        ]
      : []),
    ...(receipts
      ? [
          part(
            'received',
            'd.minor',
            'd.day',
            `(SELECT customer_id, currency, payment_date AS day, amount_minor AS minor FROM receipt
                WHERE status = 'ISSUED' AND payment_date >= $3::date
              UNION ALL SELECT customer_id, currency, refund_date, -amount_minor FROM refund WHERE refund_date >= $3::date) d WHERE true`,
          ),
        ]
      : []),
  ];
  return `WITH reader AS (SELECT $1::date AS today, $2::int AS clearance)
    SELECT month, currency, jsonb_object_agg(part, minor::text) AS parts FROM (${parts.join('\nUNION ALL\n')}) parts
    GROUP BY month, currency ORDER BY month, currency`;
}
