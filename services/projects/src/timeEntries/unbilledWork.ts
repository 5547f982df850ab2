import { divideHalfUp, fromMinor, type UnbilledWork } from '@closeout/contracts';
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
