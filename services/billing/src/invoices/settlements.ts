import type { Settlement } from '@closeout/contracts/http/billing';
import { fromMinor } from '@closeout/contracts/money';
import type { Database } from '@closeout/service-kit/db';
import type { z } from 'zod';

interface Row extends Omit<z.input<typeof Settlement>, 'amount'> {
  currency: string;
  amountMinor: bigint;
}

/** The receipts that still settle an invoice; a reversed one settles nothing. */
export async function findSettlements(
  db: Database,
  invoiceId: string,
): Promise<{ items: z.input<typeof Settlement>[]; nextCursor: null }> {
  const rows = await db.query<Row>(
    `SELECT r.id AS "receiptId", r.number AS "receiptNumber", r.payment_date AS "paymentDate", r.currency,
       sum(a.amount_minor)::bigint AS "amountMinor"
     FROM receipt_allocation a JOIN receipt r ON r.id = a.receipt_id
     WHERE a.invoice_id = $1 AND r.status = 'ISSUED'
     GROUP BY r.id HAVING sum(a.amount_minor) > 0 ORDER BY r.payment_date, r.id`,
    [invoiceId],
  );
  const items = rows.map(({ amountMinor, currency, ...row }) => ({
    ...row,
    amount: fromMinor(amountMinor, currency),
  }));
  return { items, nextCursor: null };
}
