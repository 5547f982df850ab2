import type { BillingSummary, BillingWaitingCode } from '@closeout/contracts/http/billing';
import { fromMinor } from '@closeout/contracts/money';
import type { Actor } from '@closeout/service-kit/auth';
import type { Database } from '@closeout/service-kit/db';
import { monthsStatement, waitingStatement } from './summaryStatements.js';
import { waitingLines } from './waitingLines.js';

type Reading = Pick<Database, 'query'>;

/** What an actor finds on the dashboard of billing. `today` decides what is overdue. */
export async function findSummary(db: Reading, actor: Actor, today: string): Promise<BillingSummary> {
  const [waiting, months] = await Promise.all([findWaiting(db, actor, today), findMonths(db, actor, today)]);
  return { today, waiting, months };
}

interface WaitingRow {
  code: BillingWaitingCode;
  count: number;
  sums: { currency: string; minor: string }[];
  records: {
    id: string;
    number: string | null;
    title: string;
    currency: string;
    minor: string;
    since: string;
  }[];
}

async function findWaiting(db: Reading, actor: Actor, today: string): Promise<BillingSummary['waiting']> {
  const codes = (Object.keys(waitingLines) as BillingWaitingCode[]).filter((code) =>
    actor.permissions.has(waitingLines[code].permission),
  );
  if (codes.length === 0) return [];
  const rows = await db.query<WaitingRow>(waitingStatement(codes), [today, actor.clearance]);
  return rows.map(({ code, count, sums, records }) => ({
    code,
    count,
    hours: null,
    amounts: sums.map(({ currency, minor }) => ({ currency, amount: fromMinor(BigInt(minor), currency) })),
    records: records.map(({ minor, ...record }) => ({
      ...record,
      count: 1,
      amount: fromMinor(BigInt(minor), record.currency),
    })),
  }));
}

async function findMonths(db: Reading, actor: Actor, today: string): Promise<BillingSummary['months']> {
  const invoices = actor.permissions.has('invoices.view');
  const receipts = actor.permissions.has('receipts.view');
  if (!invoices && !receipts) return [];
  type Part = 'invoiced' | 'received' | 'overdue';
  const rows = await db.query<{ month: string; currency: string; parts: Partial<Record<Part, string>> }>(
    monthsStatement({ invoices, receipts }),
    [today, actor.clearance, halfAYearBefore(today)],
  );
  return rows.map(({ month, currency, parts }) => {
    const show = (part: Part, mayBeSeen: boolean) =>
      mayBeSeen ? fromMinor(BigInt(parts[part] ?? 0), currency) : null;
    return {
      month,
      currency,
      invoiced: show('invoiced', invoices),
      received: show('received', receipts),
      overdue: show('overdue', invoices),
    };
  });
}

/** The first day of the month that lies six months before the day’s own. */
export function halfAYearBefore(day: string): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 7, 1)).toISOString().slice(0, 10);
}
