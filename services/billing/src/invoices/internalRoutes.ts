import type { OpenInvoice } from '@closeout/contracts/http';
import { fromMinor } from '@closeout/contracts/money';
import type { Database } from '@closeout/service-kit/db';
import { Router } from 'express';
import { z } from 'zod';

/** What stays open when a project is cancelled or finalized in an emergency: asked by projects, for a dry run. */
export function internalInvoiceRoutes(db: Pick<Database, 'query'>): Router {
  const router = Router();
  router.get('/projects/:id/open-invoices', async (req, res) => {
    const id = z.uuid().safeParse(req.params.id);
    res.json({ items: id.success ? await findOpenInvoices(db, id.data) : [] });
  });
  return router;
}

type Row = Omit<OpenInvoice, 'due'> & { dueMinor: bigint };

/** The oldest first; nobody reads more of them in a dialog. */
async function findOpenInvoices(db: Pick<Database, 'query'>, projectId: string): Promise<OpenInvoice[]> {
  const rows = await db.query<Row>(
    `SELECT id, number, currency, gross_minor - credited_minor - paid_minor AS "dueMinor" FROM invoice
     WHERE project_id = $1 AND payment_status IN ('UNPAID', 'PARTIALLY_PAID') ORDER BY document_date, id LIMIT 200`,
    [projectId],
  );
  return rows.map(({ dueMinor, ...row }) => ({ ...row, due: fromMinor(dueMinor, row.currency) }));
}
