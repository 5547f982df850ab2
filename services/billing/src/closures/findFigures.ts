import type { Database, Tx } from '@closeout/service-kit/db';
import type { Cpo } from '../cpos/cpo.js';
import { findProjectCpos } from '../cpos/cpoStore.js';
import { countsMinor, review } from '../cpos/mismatch.js';
import type { OrderFigures, ProjectFigures } from './figures.js';
import { findUnsettled, type Unsettled } from './findUnsettled.js';

export interface KnownFigures extends Omit<ProjectFigures, 'budgetMinor' | 'work'> {
  /** null where the project was last heard of by a release that did not ask for it. */
  budgetMinor: bigint | null;
}

/**
 * The figures of a project from its ledger, its orders and what is not settled: as fast with ten thousand documents as with ten. Those
 * who decide hold the ledger, and with it all of this stands still.
 */
export async function findFigures(
  tx: Pick<Tx, 'query'> | Pick<Database, 'query'>,
  projectId: string,
): Promise<KnownFigures | null> {
  const [row] = await tx.query<Omit<KnownFigures, 'orders' | keyof Unsettled>>(
    `SELECT p.project_id AS "projectId", p.number, p.version, l.status, p.currency, p.budget_minor AS "budgetMinor",
       p.revenue_model AS "revenueModel", l.invoiced_minor AS "invoicedMinor", l.received_minor AS "receivedMinor",
       EXISTS (SELECT FROM invoice i WHERE i.project_id = p.project_id AND i.status = 'ISSUED') AS "hasInvoices"
     FROM project_replica p JOIN project_ledger l USING (project_id) WHERE p.project_id = $1`,
    [projectId],
  );
  if (!row) return null;
  const orders = (await findProjectCpos(tx, projectId)).map(orderFigures);
  return { ...row, orders, ...(await findUnsettled(tx, projectId)) };
}

/** The mismatch as the order's figures have it: what an earlier release found may be so no longer. */
function orderFigures(found: Cpo): OrderFigures {
  const { status, mismatch } = review(found) ?? found;
  const cpo: Cpo = { ...found, status, mismatch };
  const { id, number, amountMinor, drawdown, versions } = cpo;
  return {
    ...{ id, number, status, amountMinor },
    countsMinor: countsMinor(cpo),
    invoicedMinor: drawdown.invoicedMinor,
    receivedMinor: drawdown.receivedMinor,
    mismatch: mismatch?.status ?? null,
    pendingVersion: versions.find((version) => version.status === 'DIRECTION_PENDING') ?? null,
  };
}
