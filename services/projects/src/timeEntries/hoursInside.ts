import { conflict } from '@closeout/contracts';
import type { Tx } from '@closeout/service-kit';
import type { Project } from '../projects/project.js';

type Dates = Pick<Project, 'startDate' | 'endDate'>;

/**
 * A project's dates cannot leave out days for which hours are logged: they could neither be submitted nor approved any more. Rejected
 * hours do not count, because their day can still be corrected. The caller holds the project's lock.
 * @throws DomainError `hours-outside-dates` (conflict) with the first and last such day
 */
export async function assertHoursInside(
  tx: Pick<Tx, 'query'>,
  project: Pick<Project, 'id' | 'number'> & Dates,
  to: Dates,
): Promise<void> {
  const { startDate, endDate } = project;
  if (startDate === to.startDate && endDate === to.endDate) return;
  const [found] = await tx.query<{ entries: number; firstDate: string; lastDate: string }>(
    `SELECT count(*)::int AS entries, min(entry_date) AS "firstDate", max(entry_date) AS "lastDate" FROM time_entry
     WHERE project_id = $1 AND status <> 'REJECTED'
       AND entry_date >= $2::date AND ($3::date IS NULL OR entry_date <= $3) AND (entry_date < $4::date OR entry_date > $5::date)`,
    [project.id, startDate, endDate, to.startDate, to.endDate],
  );
  if (!found || found.entries === 0) return;
  const { entries, firstDate, lastDate } = found;
  const days = firstDate === lastDate ? `for ${firstDate}` : `from ${firstDate} to ${lastDate}`;
  throw conflict(
    'hours-outside-dates',
    `${entries === 1 ? '1 time entry' : `${entries} time entries`} of ${project.number} would lie outside its dates, ${days}. Choose dates that include them, or have the hours rejected or removed first.`,
    { entries, firstDate, lastDate },
  );
}
