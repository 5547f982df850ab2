import type { Services } from './services.js';

/** What documents say of a project (or of one of its milestones), added up from their rows: no sum that is kept anywhere is believed. */
export interface Money {
  invoiced: bigint;
  /** How many invoices were ever issued, credited or not. */
  invoices: bigint;
  /** What settles its invoices, and what is left for it. */
  received: bigint;
  due: bigint;
  tied: bigint;
}

export async function moneyOf(
  { billing }: Services,
  projectId: string,
  milestoneId?: string,
): Promise<Money> {
  const at = (table: string) =>
    `${table}.project_id = $1${milestoneId ? ` AND ${table}.milestone_id = $2` : ''}`;
  const [row] = await billing.database.query<Record<'invoiced' | 'invoices' | 'paid' | 'tied', bigint>>(
    `WITH bill AS (
       SELECT i.id, i.gross_minor - (SELECT coalesce(sum(n.gross_minor), 0) FROM credit_note n WHERE n.invoice_id = i.id) AS minor,
         (SELECT coalesce(sum(a.amount_minor), 0) FROM receipt_allocation a JOIN receipt r ON r.id = a.receipt_id
          WHERE a.invoice_id = i.id AND r.status = 'ISSUED') AS paid
       FROM invoice i WHERE i.status = 'ISSUED' AND ${at('i')}
     ), spare AS (
       SELECT r.amount_minor
         - (SELECT coalesce(sum(a.amount_minor - a.from_free_minor), 0) FROM receipt_allocation a WHERE a.receipt_id = r.id)
         - (SELECT coalesce(sum(f.amount_minor - f.from_free_minor), 0) FROM refund f WHERE f.receipt_id = r.id)
         - (SELECT coalesce(sum(l.amount_minor), 0) FROM receipt_release l WHERE l.receipt_id = r.id) AS tied
       FROM receipt r WHERE r.status = 'ISSUED' AND ${at('r')}
     )
     SELECT (SELECT coalesce(sum(minor), 0)::bigint FROM bill) AS invoiced, (SELECT count(*) FROM bill) AS invoices, (SELECT coalesce(sum(paid), 0)::bigint FROM bill) AS paid,
       (SELECT coalesce(sum(tied), 0)::bigint FROM spare) AS tied`,
    milestoneId ? [projectId, milestoneId] : [projectId],
  );
  const { invoiced = 0n, invoices = 0n, paid = 0n, tied = 0n } = row ?? {};
  return { invoiced, invoices, received: paid + tied, due: invoiced - paid, tied };
}

/** The journal says the same of the project: what its customer owes for it, what is owed to them, what it brought in. */
export async function journalFaults(
  { billing }: Services,
  projectId: string,
  { invoiced, due, tied }: Money,
): Promise<string[]> {
  const lines = await billing.database.query<{ account: string; balance: bigint }>(
    `SELECT CASE account WHEN 'VAT' THEN 'REVENUE' ELSE account END AS account, sum(debit_minor - credit_minor)::bigint AS balance
     FROM journal_line WHERE project_id = $1 GROUP BY 1`,
    [projectId],
  );
  const balance = new Map(lines.map((line) => [line.account, line.balance]));
  const wanted = { RECEIVABLE: due, CUSTOMER_ADVANCES: -tied, REVENUE: -invoiced };
  return Object.entries(wanted).flatMap(([account, minor]) => {
    const posted = balance.get(account) ?? 0n;
    return posted === minor ? [] : [`journal: ${account} ${posted}, documents ${minor}`];
  });
}

/** The customer's other project has a ledger and a journal of its own, and money of one settles nothing of the other. */
export async function otherMoney(services: Services, projectId: string): Promise<string[]> {
  const others = await services.billing.database.query<{ id: string; invoiced: bigint; received: bigint }>(
    `SELECT project_id AS id, l.invoiced_minor AS invoiced, l.received_minor AS received
     FROM project_replica p JOIN project_ledger l USING (project_id)
     WHERE p.customer_id = (SELECT customer_id FROM project_replica WHERE project_id = $1) AND project_id <> $1`,
    [projectId],
  );
  const faults = [];
  for (const { id, invoiced, received } of others) {
    const money = await moneyOf(services, id);
    if (invoiced !== money.invoiced || received !== money.received)
      faults.push(`other ledger ${invoiced}/${received}, documents ${money.invoiced}/${money.received}`);
    faults.push(...(await journalFaults(services, id, money)));
  }
  return faults;
}
