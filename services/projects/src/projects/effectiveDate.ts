import { assertHappened } from '@closeout/contracts/dates';
import { conflict } from '@closeout/contracts/errors';
import type { Moment, Tx } from '@closeout/service-kit/db';
import type { Project } from './project.js';

/** The change of status before the next one. */
export interface LastChange {
  action: string;
  effectiveDate: string;
}

/**
 * Since when a change of status holds: today, where nothing is said. Not in the future, and not before the change before it: the
 * history would tell that a project was resumed before it was held. A project may have begun before it was entered here.
 * @throws DomainError `date-in-future` (invalid), `effective-date-before-last` (conflict)
 */
export function decideEffectiveDate(
  wanted: string | undefined,
  { startDate }: Pick<Project, 'startDate'>,
  last: LastChange | null,
  { now, today }: Moment,
): string {
  const created = last?.action === 'create' && startDate < last.effectiveDate ? startDate : null;
  const earliest = created ?? last?.effectiveDate ?? startDate;
  // A change of before this rule may lie in the future: the next one holds since then at the earliest.
  if (wanted === undefined) return last && last.effectiveDate > today ? last.effectiveDate : today;
  assertHappened(wanted, now, '/effectiveDate');
  if (wanted >= earliest) return wanted;
  const before = last && last.action !== 'create' ? `The change before it (${last.action})` : 'The project';
  throw conflict(
    'effective-date-before-last',
    `${before} holds since ${earliest}: what follows does not hold since ${wanted}.`,
    { lastDate: earliest },
  );
}

/** The caller holds the project's lock. @throws as `decideEffectiveDate` */
export async function effectiveDateOf(
  tx: Tx,
  project: Pick<Project, 'id' | 'startDate'>,
  wanted: string | undefined,
  moment: Moment,
): Promise<string> {
  const [last = null] = await tx.query<LastChange>(
    `SELECT action, effective_date AS "effectiveDate" FROM project_history
     WHERE project_id = $1 AND action NOT IN ('archive', 'unarchive') ORDER BY id DESC LIMIT 1`,
    [project.id],
  );
  return decideEffectiveDate(wanted, project, last, moment);
}
