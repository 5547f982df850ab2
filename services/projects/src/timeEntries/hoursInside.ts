import { conflict } from '@closeout/contracts/errors';
import type { Queryable } from '@closeout/service-kit/db';
import type { Project } from '../projects/project.js';
import { tables } from '../tables.js';

type Dates = Pick<Project, 'startDate' | 'endDate'>;

/**
 * A project's dates cannot leave out days for which hours are logged: they could neither be submitted nor approved any more. Rejected
 * hours do not count, because their day can still be corrected. The caller holds the project's lock.
 * @throws DomainError `hours-outside-dates` (conflict) with the first and last such day
 */
export async function assertHoursInside(
  tx: Queryable,
  project: Pick<Project, 'id' | 'number'> & Dates,
  to: Dates,
): Promise<void> {
  const { startDate, endDate } = project;
  if (startDate === to.startDate && endDate === to.endDate) return;
  let leftOut = tables
    .selectFrom('time_entry')
    .select(({ cast, fn }) => [
      cast<number>(fn.countAll(), 'integer').as('entries'),
      fn.min('entry_date').as('firstDate'),
      fn.max('entry_date').as('lastDate'),
    ])
    .where('project_id', '=', project.id)
    .where('status', '<>', 'REJECTED')
    .where('entry_date', '>=', startDate)
    .where((eb) =>
      eb.or([
        eb('entry_date', '<', to.startDate),
        ...(to.endDate === null ? [] : [eb('entry_date', '>', to.endDate)]),
      ]),
    );
  if (endDate !== null) leftOut = leftOut.where('entry_date', '<=', endDate);
  const [found] = await tx.run(leftOut);
  if (!found || found.entries === 0) return;
  const { entries, firstDate, lastDate } = found;
  const days = firstDate === lastDate ? `for ${firstDate}` : `from ${firstDate} to ${lastDate}`;
  throw conflict(
    'hours-outside-dates',
    `${entries === 1 ? '1 time entry' : `${entries} time entries`} of ${project.number} would lie outside its dates, ${days}. Choose dates that include them, or have the hours rejected or removed first.`,
    { entries, firstDate, lastDate },
  );
}
