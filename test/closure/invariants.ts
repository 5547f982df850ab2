import { journalFaults, moneyOf, otherMoney, type Money } from './money.js';
import type { Services } from './services.js';

interface ProjectRow {
  status: string;
  version: number;
  budget: bigint;
  invoiced: bigint;
  received: bigint;
  revenueModel: string | null;
  pending: string | null;
  /** What brought it to its status. */
  action: string;
  /** Quarters of approved billable hours that nobody has marked. */
  unbilled: number;
}

async function project({ projects }: Services, id: string): Promise<ProjectRow> {
  const [row] = await projects.database.query<ProjectRow>(
    `SELECT status, version, budget_minor AS budget, invoiced_minor AS invoiced, received_minor AS received, closure_id AS pending,
       revenue_model AS "revenueModel",
       (SELECT action FROM project_history h WHERE h.project_id = p.id ORDER BY h.id DESC LIMIT 1) AS action,
       (SELECT coalesce(sum(quarters), 0)::int FROM time_entry e
        WHERE e.project_id = p.id AND e.status = 'APPROVED' AND e.billable AND e.settled_as IS NULL) AS unbilled
     FROM project p WHERE id = $1`,
    [id],
  );
  return row as ProjectRow;
}

interface Orders {
  orders: bigint;
  /** Orders that are not settled. */
  open: bigint;
  /** Whose sums differ, as nobody has told direction yet. */
  differing: bigint;
  /** What direction accepted instead of what was ordered counts. */
  ordered: bigint;
  /** As the orders say themselves. */
  asOrdered: bigint;
}

/** Orders themselves, added up: no report is believed. */
async function ordersOf({ billing }: Services, id: string): Promise<Orders> {
  const [row] = await billing.database.query<Orders>(
    `SELECT count(c.id) AS orders, count(c.id) FILTER (WHERE c.status <> 'FINALIZED') AS open,
       count(c.id) FILTER (WHERE c.mismatch_status = 'FOUND') AS differing,
       coalesce(sum(v.amount_minor), 0)::bigint AS "asOrdered",
       coalesce(sum(CASE WHEN c.mismatch_status = 'ACCEPTED' THEN coalesce(nullif(c.mismatch_invoiced_minor, 0), c.mismatch_received_minor) ELSE v.amount_minor END), 0)::bigint AS ordered
     FROM cpo c CROSS JOIN LATERAL (
       SELECT amount_minor FROM cpo_version v WHERE v.cpo_id = c.id AND v.status = 'APPROVED' ORDER BY no DESC LIMIT 1) v
     WHERE c.project_id = $1 AND c.status <> 'CANCELLED'`,
    [id],
  );
  return row as Orders;
}

/** Of a project that was finalized by a closure: ordered, invoiced and received are one, and nothing is due or left. */
function notSettled(now: ProjectRow, money: Money, orders: Orders): string[] {
  const faults: string[] = [];
  const { invoiced, received } = money;
  const hours = now.revenueModel === 'TIME_AND_MATERIALS';
  const without = hours ? invoiced : now.budget;
  const ordered = orders.orders > 0n ? [orders.ordered, orders.asOrdered] : [without];
  const byReceiptsAlone = money.invoices === 0n && received !== 0n && !(hours && orders.orders === 0n);
  if (!ordered.some((sum) => received === sum && (invoiced === sum || byReceiptsAlone)))
    faults.push(`finalized: ordered ${ordered[0]}, invoiced ${invoiced}, received ${received}`);
  if (orders.open > 0n || (orders.differing > 0n && received !== orders.asOrdered))
    faults.push('finalized with an order that is open');
  if (money.due > 0n) faults.push(`finalized: ${money.due} due`);
  if (money.tied > 0n && !byReceiptsAlone) faults.push(`finalized: ${money.tied} left`);
  if (hours && now.unbilled > 0) faults.push(`finalized: ${now.unbilled / 4} hours not invoiced`);
  return faults;
}

/** What must hold at every moment, whatever is still on its way. @returns what is broken */
export async function broken(services: Services, id: string): Promise<string[]> {
  const faults: string[] = [];
  const [now, money] = [await project(services, id), await moneyOf(services, id)];
  if (now.status === 'FINALIZED' && now.action === 'financial-closure')
    faults.push(...notSettled(now, money, await ordersOf(services, id)));
  const [ledger] = await services.billing.database.query<any>(
    `SELECT l.closure_id AS closure, d.report, l.invoiced_minor AS invoiced, l.received_minor AS received
     FROM project_ledger l LEFT JOIN closure_decision d ON d.closure_id = l.closure_id WHERE l.project_id = $1`,
    [id],
  );
  if (ledger?.closure) {
    const { invoiced, received } = ledger.report.totals;
    const cents = (amount: string) => BigInt(amount.replace('.', ''));
    if (cents(invoiced) !== money.invoiced || cents(received) !== money.received)
      faults.push(
        `issued into a locked ledger: ${invoiced}/${received} became ${money.invoiced}/${money.received}`,
      );
  }
  if (ledger && (ledger.invoiced !== money.invoiced || ledger.received !== money.received))
    faults.push(
      `ledger ${ledger.invoiced}/${ledger.received}, documents ${money.invoiced}/${money.received}`,
    );
  faults.push(...(await journalFaults(services, id, money)));
  for (const other of await otherMoney(services, id)) faults.push(other);
  return faults;
}

/** What must hold once everything has been delivered. @returns what is broken */
export async function brokenWhenDrained(services: Services, id: string): Promise<string[]> {
  const faults = await broken(services, id);
  const [now, money] = [await project(services, id), await moneyOf(services, id)];
  if (now.pending !== null) faults.push(`closure ${now.pending} is pending for ever`);
  const [known] = await services.billing.database.query<any>(
    `SELECT p.version, p.budget_minor AS budget, l.status, l.closure_id AS closure
     FROM project_replica p JOIN project_ledger l USING (project_id) WHERE project_id = $1`,
    [id],
  );
  const same = (what: string, ours: unknown, theirs: unknown) => {
    if (ours !== theirs) faults.push(`${what}: ${String(ours)} here, ${String(theirs)} there`);
  };
  same('status', now.status, known.status);
  same('version', now.version, known.version);
  same('budget', now.budget, known.budget);
  same('invoiced', now.invoiced, money.invoiced);
  same('received', now.received, money.received);
  const milestones = await services.projects.database.query<{ id: string; received: bigint }>(
    'SELECT id, received_minor AS received FROM milestone WHERE project_id = $1',
    [id],
  );
  for (const milestone of milestones)
    same('received of a milestone', milestone.received, (await moneyOf(services, id, milestone.id)).received);
  const closed = now.status === 'FINALIZED' && now.action === 'financial-closure';
  same('locked', known.closure !== null, closed);
  return faults;
}
