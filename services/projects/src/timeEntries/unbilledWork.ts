import { conflict } from '@closeout/contracts/errors';
import type { UnbilledWork } from '@closeout/contracts/events/projects';
import { divideHalfUp, fromMinor } from '@closeout/contracts/money';
import type { Queryable } from '@closeout/service-kit/db';
import { type Params, prepared } from '@closeout/service-kit/sql';
import { type Expression, type ExpressionBuilder, sql } from 'kysely';
import type { DB } from '../generated/kysely/types.js';
import type { Project } from '../projects/project.js';
import { tables } from '../tables.js';
import { hoursOf, type TimeEntry } from './timeEntry.js';

type Hours = ExpressionBuilder<DB, 'time_entry'>;

// Statuses stand in statements as they are, so that the partial indexes serve.
const status = (value: TimeEntry['status']) => sql.lit(value);

/** Approved billable hours. */
export const canBeSettled = (eb: Hours) =>
  eb.and([eb('status', '=', status('APPROVED')), eb.ref('billable')]);

const whole = ({ cast, fn, lit }: Hours, sum: Expression<number | string | bigint | null>) =>
  cast<number>(fn.coalesce(sum, lit(0)), 'integer');

const sumUnbilled = prepared(({ id }: Params<{ id: string }>) =>
  tables
    .selectFrom('time_entry')
    .select((eb) => [
      whole(eb, eb.fn.countAll()).as('entries'),
      whole(eb, eb.fn.sum('quarters')).as('quarters'),
    ])
    .where('project_id', '=', id)
    .where(canBeSettled)
    .where('settled_as', 'is', null),
);

const sumWork = prepared(({ id }: Params<{ id: string }>) =>
  tables
    .selectFrom('time_entry')
    .select((eb) => [
      whole(eb, eb.fn.sum('quarters').filterWhere('status', '=', status('APPROVED'))).as('approved'),
      whole(eb, eb.fn.sum('quarters').filterWhere('status', '<>', status('APPROVED'))).as('undecided'),
    ])
    .where('project_id', '=', id)
    .where('status', '<>', status('REJECTED'))
    .where((eb) => eb.ref('billable'))
    .where('settled_as', 'is', null),
);

/**
 * Approved billable hours of a project that are not marked as settled, and what they come to at its hourly rate. Under the project's
 * lock they stay as they are. (The product does not invoice hours itself yet: all of them count until finance marks them.)
 */
export async function unbilledWork(
  db: Queryable,
  { id, hourlyRateMinor, currency }: Pick<Project, 'id' | 'hourlyRateMinor' | 'currency'>,
): Promise<UnbilledWork & { entries: number }> {
  const [row] = await db.run(sumUnbilled({ id }));
  const { entries = 0, quarters = 0 } = row ?? {};
  const amountMinor = hourlyRateMinor && divideHalfUp(BigInt(quarters) * hourlyRateMinor, 4n);
  return {
    entries,
    hours: hoursOf(quarters),
    amount: amountMinor === null ? null : fromMinor(amountMinor, currency),
  };
}

/**
 * Time and materials stays what it is until what was worked is accounted for: of another revenue model nobody would ask for those
 * hours any more. Hours that are still to be submitted or approved count too. The caller holds the project's lock.
 * @throws DomainError `work-not-invoiced` (conflict)
 */
export async function assertWorkInvoiced(
  db: Queryable,
  { id, number, revenueModel }: Pick<Project, 'id' | 'number' | 'revenueModel'>,
): Promise<void> {
  if (revenueModel !== 'TIME_AND_MATERIALS') return;
  const [row] = await db.run(sumWork({ id }));
  const { approved = 0, undecided = 0 } = row ?? {};
  const stays = `${number} stays one of time and materials until they are`;
  if (approved > 0) {
    throw conflict(
      'work-not-invoiced',
      `${hoursOf(approved)} approved billable hours of ${number} are neither marked as invoiced nor written off: ${stays} (permission projects.finance_closure).`,
      { hours: hoursOf(approved), permission: 'projects.finance_closure' },
    );
  }
  if (undecided > 0) {
    throw conflict(
      'work-not-invoiced',
      `${hoursOf(undecided)} billable hours of ${number} are logged and not decided on yet: ${stays}, and accounted for if they are approved (permission time.approve).`,
      { hours: hoursOf(undecided), permission: 'time.approve' },
    );
  }
}
