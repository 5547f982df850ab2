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
 * hours any more. The caller holds the project's lock.
 * @throws DomainError `work-not-invoiced` (conflict)
 */
export async function assertWorkInvoiced(
  tx: Pick<Tx, 'query'>,
  project: Pick<Project, 'id' | 'number' | 'revenueModel' | 'hourlyRateMinor' | 'currency'>,
): Promise<void> {
  if (project.revenueModel !== 'TIME_AND_MATERIALS') return;
  const { entries, hours } = await unbilledWork(tx, project);
  if (entries === 0) return;
  throw conflict(
    'work-not-invoiced',
    `${hours} approved billable hours of ${project.number} are neither marked as invoiced nor written off: the project stays one of time and materials until they are (permission projects.finance_closure).`,
    { hours, permission: 'projects.finance_closure' },
  );
}
