import { conflict, divideHalfUp, fromMinor, type UnbilledWork } from '@closeout/contracts';
import type { Tx } from '@closeout/service-kit';
import type { Project } from '../projects/project.js';
import { hoursOf } from './timeEntry.js';

/**
 * Approved billable hours of a project that are not marked as settled, and what they come to at its hourly rate. Under the project's
 * lock they stay as they are. (The product does not invoice hours itself yet: all of them count until finance marks them.)
 */
export async function unbilledWork(
  tx: Pick<Tx, 'query'>,
  { id, hourlyRateMinor, currency }: Pick<Project, 'id' | 'hourlyRateMinor' | 'currency'>,
): Promise<UnbilledWork & { entries: number }> {
  const [row] = await tx.query<{ entries: number; quarters: number }>(
    `SELECT count(*)::int AS entries, coalesce(sum(quarters), 0)::int AS quarters FROM time_entry
     WHERE project_id = $1 AND status = 'APPROVED' AND billable AND settled_as IS NULL`,
    [id],
  );
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
  tx: Pick<Tx, 'query'>,
  { id, number, revenueModel }: Pick<Project, 'id' | 'number' | 'revenueModel'>,
): Promise<void> {
  if (revenueModel !== 'TIME_AND_MATERIALS') return;
  const [row] = await tx.query<{ approved: number; undecided: number }>(
    `SELECT coalesce(sum(quarters) FILTER (WHERE status = 'APPROVED'), 0)::int AS approved,
       coalesce(sum(quarters) FILTER (WHERE status <> 'APPROVED'), 0)::int AS undecided
     FROM time_entry WHERE project_id = $1 AND status <> 'REJECTED' AND billable AND settled_as IS NULL`,
    [id],
  );
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
