import type { Services } from './services.js';

interface ProjectRow {
  status: string;
  version: number;
  budget: bigint;
  invoiced: bigint;
  received: bigint;
  pending: string | null;
  /** What brought it to its status. */
  action: string;
}

async function project({ projects }: Services, id: string): Promise<ProjectRow> {
  const [row] = await projects.database.query<ProjectRow>(
    `SELECT status, version, budget_minor AS budget, invoiced_minor AS invoiced, received_minor AS received, closure_id AS pending,
       (SELECT action FROM project_history h WHERE h.project_id = p.id ORDER BY h.id DESC LIMIT 1) AS action
     FROM project p WHERE id = $1`,
    [id],
  );
  return row as ProjectRow;
}

interface Sums {
  invoiced: bigint;
  received: bigint;
  orders: bigint;
  /** Orders that are not settled. */
  open: bigint;
  ordered: bigint;
}

/** Documents and orders themselves, added up: neither the ledger nor any report is believed. */
async function documents({ billing }: Services, id: string): Promise<Sums> {
  const [row] = await billing.database.query<any>(
    `SELECT
       (SELECT coalesce(sum(gross_minor - credited_minor), 0)::bigint FROM invoice WHERE project_id = $1 AND status = 'ISSUED') AS invoiced,
       (SELECT coalesce(sum(amount_minor), 0)::bigint FROM receipt WHERE project_id = $1 AND status = 'ISSUED') AS received,
       count(c.id) AS orders, count(c.id) FILTER (WHERE c.status <> 'FINALIZED' OR c.mismatch_status = 'FOUND') AS open,
       coalesce(sum(CASE WHEN c.mismatch_status = 'ACCEPTED' THEN coalesce(nullif(c.mismatch_invoiced_minor, 0), c.mismatch_received_minor) ELSE v.amount_minor END), 0)::bigint AS ordered
     FROM cpo c CROSS JOIN LATERAL (
       SELECT amount_minor FROM cpo_version v WHERE v.cpo_id = c.id AND v.status = 'APPROVED' ORDER BY no DESC LIMIT 1) v
     WHERE c.project_id = $1 AND c.status <> 'CANCELLED'`,
    [id],
  );
  return row as Sums;
}

/** What must hold at every moment, whatever is still on its way. @returns what is broken */
export async function broken(services: Services, id: string): Promise<string[]> {
  const faults: string[] = [];
  const [now, sums] = [await project(services, id), await documents(services, id)];
  if (now.status === 'FINALIZED' && now.action === 'financial-closure') {
    const ordered = sums.orders > 0n ? sums.ordered : now.budget;
    const byReceiptsAlone = sums.invoiced === 0n && sums.received !== 0n;
    if (sums.received !== ordered || (sums.invoiced !== ordered && !byReceiptsAlone))
      faults.push(`finalized: ordered ${ordered}, invoiced ${sums.invoiced}, received ${sums.received}`);
    if (sums.open > 0n) faults.push('finalized with an order that is open');
  }
  const [ledger] = await services.billing.database.query<any>(
    `SELECT l.closure_id AS closure, d.report FROM project_ledger l LEFT JOIN closure_decision d ON d.closure_id = l.closure_id
     WHERE l.project_id = $1`,
    [id],
  );
  if (ledger?.closure) {
    const { invoiced, received } = ledger.report.totals;
    const cents = (amount: string) => BigInt(amount.replace('.', ''));
    if (cents(invoiced) !== sums.invoiced || cents(received) !== sums.received)
      faults.push(
        `issued into a locked ledger: ${invoiced}/${received} became ${sums.invoiced}/${sums.received}`,
      );
  }
  return faults;
}

/** What must hold once everything has been delivered. @returns what is broken */
export async function brokenWhenDrained(services: Services, id: string): Promise<string[]> {
  const faults = await broken(services, id);
  const [now, sums] = [await project(services, id), await documents(services, id)];
  if (now.pending !== null) faults.push(`closure ${now.pending} is pending for ever`);
  const [known] = await services.billing.database.query<any>(
    `SELECT p.version, p.budget_minor AS budget, l.status, l.closure_id AS closure, l.invoiced_minor AS invoiced, l.received_minor AS received
     FROM project_replica p JOIN project_ledger l USING (project_id) WHERE project_id = $1`,
    [id],
  );
  const same = (what: string, ours: unknown, theirs: unknown) => {
    if (ours !== theirs) faults.push(`${what}: ${String(ours)} here, ${String(theirs)} there`);
  };
  same('status', now.status, known.status);
  same('version', now.version, known.version);
  same('budget', now.budget, known.budget);
  same('invoiced', now.invoiced, sums.invoiced);
  same('received', now.received, sums.received);
  same('ledger invoiced', known.invoiced, sums.invoiced);
  same('ledger received', known.received, sums.received);
  const closed = now.status === 'FINALIZED' && now.action === 'financial-closure';
  same('locked', known.closure !== null, closed);
  return faults;
}
