import type { AllocatedElsewhere } from '@closeout/contracts/http/billing';
import { fromMinor } from '@closeout/contracts/money';
import type { Actor } from '@closeout/service-kit/auth';
import type { Database } from '@closeout/service-kit/db';

type Amounts = 'amount' | 'received' | 'receivedByRule';

/** What the view `allocated_elsewhere` has of customers that the actor may see. */
export async function findAllocatedElsewhere(
  db: Pick<Database, 'query'>,
  { clearance }: Pick<Actor, 'clearance'>,
): Promise<AllocatedElsewhere[]> {
  const rows = await db.query<Omit<AllocatedElsewhere, Amounts> & Record<Amounts, bigint>>(
    `SELECT project_id AS "projectId", project_number AS "projectNumber", project_status AS "projectStatus", receipt_id AS "receiptId",
       receipt_number AS "receiptNumber", invoice_id AS "invoiceId", invoice_number AS "invoiceNumber", e.currency,
       amount_minor AS amount, received_minor AS received, received_by_rule_minor AS "receivedByRule"
     FROM allocated_elsewhere e JOIN customer c ON c.id = e.customer_id AND c.security_level <= $1
     ORDER BY project_number, receipt_number, invoice_number LIMIT 1000`,
    [clearance],
  );
  return rows.map(({ amount, received, receivedByRule, ...row }) => ({
    ...row,
    amount: fromMinor(amount, row.currency),
    received: fromMinor(received, row.currency),
    receivedByRule: fromMinor(receivedByRule, row.currency),
  }));
}
