import { conflict } from '@closeout/contracts/errors';
import { violates, type Queryable, type Tx } from '@closeout/service-kit/db';
import { type Params, prepared } from '@closeout/service-kit/sql';
import { sql } from 'kysely';
import { tables } from '../tables.js';
import { assertRoom, type TimeEntry } from './timeEntry.js';
import { canBeSettled } from './unbilledWork.js';

export const timeEntryColumns = [
  ...(['id', 'version', 'project_id as projectId', 'user_id as userId', 'user_name as userName'] as const),
  ...([
    'entry_date as date',
    'quarters',
    'description',
    'task_type as taskType',
    'billable',
    'status',
  ] as const),
  ...([
    'decided_by as decidedBy',
    'decided_by_name as decidedByName',
    'decided_at as decidedAt',
    'reason',
  ] as const),
  ...(['settled_as as settledAs', 'settled_reason as settledReason', 'settled_by as settledBy'] as const),
  ...(['settled_by_name as settledByName', 'settled_at as settledAt'] as const),
] as const;

const find = prepared(({ projectId, id }: Params<Pick<TimeEntry, 'projectId' | 'id'>>) =>
  tables
    .selectFrom('time_entry')
    .select(timeEntryColumns)
    .where('id', '=', id)
    .where('project_id', '=', projectId),
);

/** One time entry of a project, or null. */
export async function loadTimeEntry(db: Queryable, projectId: string, id: string): Promise<TimeEntry | null> {
  const [row] = await db.run(find({ projectId, id }));
  return row ?? null;
}

const insert = prepared((row: Params<TimeEntry & { now: Date }>) =>
  tables.insertInto('time_entry').values({
    id: row.id,
    project_id: row.projectId,
    user_id: row.userId,
    user_name: row.userName,
    entry_date: row.date,
    quarters: row.quarters,
    description: row.description,
    task_type: row.taskType,
    billable: row.billable,
    created_at: row.now,
  }),
);

/** @throws DomainError `hours-exceed-day` (conflict) */
export async function insertTimeEntry(tx: Tx, entry: TimeEntry, now: Date): Promise<void> {
  await withinDay(tx, entry, null, () => tx.run(insert({ ...entry, now })));
}

const update = prepared((row: Params<TimeEntry>) =>
  tables
    .updateTable('time_entry')
    .set({
      version: row.version,
      entry_date: row.date,
      quarters: row.quarters,
      description: row.description,
      task_type: row.taskType,
      billable: row.billable,
      status: row.status,
      decided_by: row.decidedBy,
      decided_by_name: row.decidedByName,
      decided_at: row.decidedAt,
      reason: row.reason,
    })
    .where('id', '=', row.id),
);

/** Saves a changed entry as its next version. @throws DomainError `hours-exceed-day` (conflict) */
export async function saveTimeEntry(
  tx: Tx,
  before: TimeEntry,
  change: Partial<TimeEntry>,
): Promise<TimeEntry> {
  const after = { ...before, ...change, version: before.version + 1 };
  await withinDay(tx, after, before, () => tx.run(update(after)));
  return after;
}

export type HoursDecision = Pick<
  TimeEntry,
  'status' | 'decidedBy' | 'decidedByName' | 'decidedAt' | 'reason'
>;

const decideOpen = prepared((decision: Params<HoursDecision & { projectId: string }>) =>
  tables
    .updateTable('time_entry')
    .set({
      version: (eb) => eb('version', '+', eb.lit(1)),
      status: decision.status,
      decided_by: decision.decidedBy,
      decided_by_name: decision.decidedByName,
      decided_at: decision.decidedAt,
      reason: decision.reason,
    })
    .where('project_id', '=', decision.projectId)
    .where('status', 'in', [sql.lit('DRAFT' as const), sql.lit('SUBMITTED' as const)])
    .returning(timeEntryColumns),
);

/** Decides all hours of a project that wait to be submitted or approved. The caller holds the project's lock. */
export const decideOpenHours = (tx: Tx, projectId: string, decision: HoursDecision): Promise<TimeEntry[]> =>
  tx.run(decideOpen({ ...decision, projectId }));

export async function deleteTimeEntry(tx: Tx, id: string): Promise<void> {
  await tx.run(tables.deleteFrom('time_entry').where('id', '=', id));
}

const lockDay = prepared(({ userId, date }: Params<Pick<TimeEntry, 'userId' | 'date'>>) =>
  tables
    .selectFrom('person_day')
    .select('quarters')
    .where('user_id', '=', userId)
    .where('day', '=', date)
    .forUpdate(),
);

/**
 * Says how much is left of the day when there is not enough. The first two entries of a person and day find no row to wait
 * for: of them the row's own check refuses the second.
 */
async function withinDay(
  tx: Tx,
  after: TimeEntry,
  before: TimeEntry | null,
  write: () => Promise<unknown>,
): Promise<void> {
  const { userId, date, quarters } = after;
  const sameDay = before?.date === date;
  if (!sameDay || before.quarters !== quarters) {
    const [day] = await tx.run(lockDay({ userId, date }));
    assertRoom(date, quarters, (day?.quarters ?? 0) - (sameDay ? before.quarters : 0));
  }
  try {
    await write();
  } catch (error) {
    if (!violates(error, 'person_day_hours_check')) throw error;
    throw conflict(
      'hours-exceed-day',
      `With these there would be more than 24 hours on ${date}, over all projects.`,
      {
        date,
      },
    );
  }
}

/**
 * Hours that are named, whatever they are; or of those that can be marked as settled (or, where they are, unmarked), all until a
 * day. The caller holds the project's lock.
 */
export async function findWork(
  tx: Tx,
  projectId: string,
  { entryIds, until, settled }: { entryIds?: readonly string[]; until?: string; settled: boolean },
): Promise<TimeEntry[]> {
  let work = tables.selectFrom('time_entry').select(timeEntryColumns).where('project_id', '=', projectId);
  if (entryIds) work = work.where((eb) => eb('id', '=', eb.fn.any(eb.val(entryIds))));
  else {
    work = work.where(canBeSettled).where('settled_as', settled ? 'is not' : 'is', null);
    if (until !== undefined) work = work.where('entry_date', '<=', until);
  }
  return tx.run(work.orderBy('id'));
}

/** Marks hours, or takes the mark off, each as its next version. */
export async function saveSettlement(
  tx: Tx,
  entries: readonly TimeEntry[],
  mark: Pick<TimeEntry, 'settledAs' | 'settledReason' | 'settledBy' | 'settledByName' | 'settledAt'>,
): Promise<TimeEntry[]> {
  await tx.run(
    tables
      .updateTable('time_entry')
      .set({
        version: (eb) => eb('version', '+', eb.lit(1)),
        settled_as: mark.settledAs,
        settled_reason: mark.settledReason,
        settled_by: mark.settledBy,
        settled_by_name: mark.settledByName,
        settled_at: mark.settledAt,
      })
      .where((eb) => eb('id', '=', eb.fn.any(eb.val(entries.map(({ id }) => id))))),
  );
  return entries.map((entry) => ({ ...entry, ...mark, version: entry.version + 1 }));
}
