import { conflict } from '@closeout/contracts';
import { violates, type Tx } from '@closeout/service-kit';
import { assertRoom, type TimeEntry } from './timeEntry.js';

export const timeEntryColumns = `
  id, version, project_id AS "projectId", user_id AS "userId", user_name AS "userName", entry_date AS date, quarters, description,
  task_type AS "taskType", billable, status, decided_by AS "decidedBy", decided_by_name AS "decidedByName",
  decided_at AS "decidedAt", reason, settled_as AS "settledAs", settled_reason AS "settledReason", settled_by AS "settledBy",
  settled_by_name AS "settledByName", settled_at AS "settledAt"`;

/** One time entry of a project, or null. */
export async function loadTimeEntry(
  tx: Pick<Tx, 'query'>,
  projectId: string,
  id: string,
): Promise<TimeEntry | null> {
  const rows = await tx.query<TimeEntry>(
    `SELECT ${timeEntryColumns} FROM time_entry WHERE id = $2 AND project_id = $1`,
    [projectId, id],
  );
  return rows[0] ?? null;
}

/** @throws DomainError `hours-exceed-day` (conflict) */
export async function insertTimeEntry(tx: Tx, entry: TimeEntry, now: Date): Promise<void> {
  await withinDay(tx, entry, null, () =>
    tx.query(
      `INSERT INTO time_entry (id, project_id, user_id, user_name, entry_date, quarters, description, task_type, billable, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...[entry.id, entry.projectId, entry.userId, entry.userName, entry.date, entry.quarters],
        ...[entry.description, entry.taskType, entry.billable, now],
      ],
    ),
  );
}

/** Saves a changed entry as its next version. @throws DomainError `hours-exceed-day` (conflict) */
export async function saveTimeEntry(
  tx: Tx,
  before: TimeEntry,
  change: Partial<TimeEntry>,
): Promise<TimeEntry> {
  const after = { ...before, ...change, version: before.version + 1 };
  await withinDay(tx, after, before, () =>
    tx.query(
      `UPDATE time_entry SET version = $2, entry_date = $3, quarters = $4, description = $5, task_type = $6, billable = $7,
         status = $8, decided_by = $9, decided_by_name = $10, decided_at = $11, reason = $12
       WHERE id = $1`,
      [
        ...[after.id, after.version, after.date, after.quarters, after.description, after.taskType],
        ...[after.billable, after.status, after.decidedBy, after.decidedByName, after.decidedAt],
        after.reason,
      ],
    ),
  );
  return after;
}

export async function deleteTimeEntry(tx: Tx, id: string): Promise<void> {
  await tx.query('DELETE FROM time_entry WHERE id = $1', [id]);
}

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
    const [day] = await tx.query<{ quarters: number }>(
      'SELECT quarters FROM person_day WHERE user_id = $1 AND day = $2 FOR UPDATE',
      [userId, date],
    );
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
  return entryIds
    ? tx.query<TimeEntry>(
        `SELECT ${timeEntryColumns} FROM time_entry WHERE project_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id`,
        [projectId, entryIds],
      )
    : tx.query<TimeEntry>(
        `SELECT ${timeEntryColumns} FROM time_entry
         WHERE project_id = $1 AND status = 'APPROVED' AND billable AND (settled_as IS NOT NULL) = $2::boolean
           AND ($3::date IS NULL OR entry_date <= $3) ORDER BY id`,
        [projectId, settled, until ?? null],
      );
}

/** Marks hours, or takes the mark off, each as its next version. */
export async function saveSettlement(
  tx: Tx,
  entries: readonly TimeEntry[],
  mark: Pick<TimeEntry, 'settledAs' | 'settledReason' | 'settledBy' | 'settledByName' | 'settledAt'>,
): Promise<TimeEntry[]> {
  await tx.query(
    `UPDATE time_entry SET version = version + 1, settled_as = $2, settled_reason = $3, settled_by = $4, settled_by_name = $5,
       settled_at = $6 WHERE id = ANY ($1::uuid[])`,
    [
      entries.map(({ id }) => id),
      ...[mark.settledAs, mark.settledReason, mark.settledBy, mark.settledByName, mark.settledAt],
    ],
  );
  return entries.map((entry) => ({ ...entry, ...mark, version: entry.version + 1 }));
}
