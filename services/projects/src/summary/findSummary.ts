import type { ProjectsSummary, ProjectStatus, ProjectsWaitingCode } from '@closeout/contracts/http/projects';
import { projectStatuses } from '@closeout/contracts/vocabulary';
import { fromMinor } from '@closeout/contracts/money';
import type { Actor } from '@closeout/service-kit/auth';
import type { Database } from '@closeout/service-kit/db';
import { hoursOf } from '../timeEntries/timeEntry.js';
import { monthsFrom } from './months.js';
import { readerOf, type Reader } from './reader.js';
import {
  closuresStatement,
  expectedStatement,
  statusStatement,
  waitingStatement,
  type Statement,
} from './summaryStatements.js';

type Reading = Pick<Database, 'pool'>;

/** What an actor finds on the dashboard of projects. `today` decides what is overdue. */
export async function findSummary(db: Reading, actor: Actor, today: string): Promise<ProjectsSummary> {
  const reader = readerOf(actor);
  const [byStatus, waiting, expected, closures] = await Promise.all([
    findByStatus(db, reader),
    findWaiting(db, reader, today),
    findExpected(db, reader, today),
    findClosures(db, reader),
  ]);
  return { today, byStatus, waiting, expected, closures };
}

/** Not prepared by name: the plan depends on who asks. */
async function read<Row extends object>({ pool }: Reading, { text, values }: Statement): Promise<Row[]> {
  return (await pool.query<Row>(text, values)).rows;
}

async function findByStatus(db: Reading, reader: Reader): Promise<ProjectsSummary['byStatus']> {
  const rows = await read<{ status: ProjectStatus; count: number }>(db, statusStatement(reader));
  const counts = new Map(rows.map(({ status, count }) => [status, count]));
  return projectStatuses.map((status) => ({ status, count: counts.get(status) ?? 0 }));
}

interface WaitingRow {
  code: ProjectsWaitingCode;
  count: number;
  quarters: number | null;
  sums: { currency: string; minor: string }[] | null;
  records: {
    id: string;
    number: string;
    title: string;
    count: number;
    currency: string;
    minor: string | null;
    since: string | null;
  }[];
}

async function findWaiting(db: Reading, reader: Reader, today: string): Promise<ProjectsSummary['waiting']> {
  const statement = waitingStatement(reader, today);
  const rows = statement ? await read<WaitingRow>(db, statement) : [];
  return rows.map(({ code, count, quarters, sums, records }) => ({
    code,
    count,
    hours: quarters === null ? null : hoursOf(quarters),
    amounts: (sums ?? []).map(({ currency, minor }) => ({
      currency,
      amount: fromMinor(BigInt(minor), currency),
    })),
    records: records.map(({ minor, ...record }) => ({
      ...record,
      amount: minor === null ? null : fromMinor(BigInt(minor), record.currency),
    })),
  }));
}

async function findExpected(
  db: Reading,
  reader: Reader,
  today: string,
): Promise<ProjectsSummary['expected']> {
  const [from, before] = [monthsFrom(today, -6), monthsFrom(today, 7)];
  type Row = { month: string; currency: string; minor: string };
  const rows = await read<Row>(db, expectedStatement(reader, from, before));
  return rows.map(({ month, currency, minor }) => ({
    month,
    currency,
    amount: fromMinor(BigInt(minor), currency),
  }));
}

async function findClosures(db: Reading, reader: Reader): Promise<ProjectsSummary['closures']> {
  if (!reader.has('projects.finance_closure') && !reader.has('projects.view_cost_income')) return null;
  interface Row {
    closureId: string;
    projectId: string;
    number: string;
    title: string;
    requestedById: string | null;
    requestedByName: string;
    requestedAt: Date;
    stalled: boolean;
    total: number;
  }
  const rows = await read<Row>(db, closuresStatement(reader));
  return {
    count: rows[0]?.total ?? 0,
    items: rows.map(({ requestedById, requestedByName, requestedAt, total: _, ...closure }) => ({
      ...closure,
      requestedBy: { id: requestedById, name: requestedByName },
      requestedAt: requestedAt.toISOString(),
    })),
  };
}
