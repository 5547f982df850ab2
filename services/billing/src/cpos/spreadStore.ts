import type { Tx } from '@closeout/service-kit/db';
import type { ProjectSums } from './mismatch.js';
import { spread, type SpreadOrder, type Sums } from './spread.js';

type Text<T> = { [K in keyof T]: string };
type OrderRow = { id: string; amountMinor: string; pinned: Text<Sums>; accepted: Text<Sums> | null };

const found = `SELECT l.project_id AS "projectId", l.invoiced_minor AS "invoicedMinor", l.received_minor AS "receivedMinor",
  EXISTS (SELECT FROM invoice i WHERE i.project_id = l.project_id AND i.status = 'ISSUED') AS "hasInvoices", (
    SELECT jsonb_agg(jsonb_build_object('id', o.id, 'amountMinor', o.amount_minor::text,
      'pinned', jsonb_build_object('invoicedMinor', o.invoiced_minor::text, 'receivedMinor', o.received_minor::text),
      'accepted', CASE WHEN o.mismatch_status = 'ACCEPTED' THEN jsonb_build_object(
        'invoicedMinor', o.mismatch_invoiced_minor::text, 'receivedMinor', o.mismatch_received_minor::text) END)
      ORDER BY o.created_at, o.id)
    FROM cpo o WHERE o.project_id = l.project_id AND o.status <> 'CANCELLED') AS orders
  FROM unnest($1::uuid[]) AS k (id)
  CROSS JOIN LATERAL (SELECT * FROM project_ledger WHERE project_id = k.id OFFSET 0) AS l`;

export interface Spread {
  /** Of all documents of the project. */
  project: ProjectSums;
  shares: ReadonlyMap<string, Sums>;
}

/** What the orders of these projects have drawn (see `spread`), by project. */
export async function findSpreads(
  tx: Pick<Tx, 'query'>,
  projectIds: readonly string[],
): Promise<Map<string, Spread>> {
  if (projectIds.length === 0) return new Map();
  const rows = await tx.query<ProjectSums & { projectId: string; orders: OrderRow[] | null }>(found, [
    projectIds,
  ]);
  return new Map(
    rows.map(({ projectId, orders, ...project }) => [
      projectId,
      { project, shares: spread((orders ?? []).map(toOrder), project) },
    ]),
  );
}

const toSums = ({ invoicedMinor, receivedMinor }: Text<Sums>): Sums => ({
  invoicedMinor: BigInt(invoicedMinor),
  receivedMinor: BigInt(receivedMinor),
});

function toOrder({ id, amountMinor, pinned, accepted }: OrderRow): SpreadOrder {
  return {
    id,
    amountMinor: BigInt(amountMinor),
    pinned: toSums(pinned),
    accepted: accepted && toSums(accepted),
  };
}
