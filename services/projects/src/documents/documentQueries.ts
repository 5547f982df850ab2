import type { ProjectDocument } from '@closeout/contracts/http/projects';
import { fromMinor } from '@closeout/contracts/money';
import type { Database } from '@closeout/service-kit/db';
import { keysetCursor } from '@closeout/service-kit/http';
import { z } from 'zod';

const Cursor = z.tuple([z.iso.date(), z.uuid(), z.int()]);

interface Row {
  id: string;
  kind: ProjectDocument['kind'];
  number: string;
  status: string;
  paymentStatus: string | null;
  currency: string;
  date: string;
  no: number;
  amountMinor: bigint;
  milestoneId: string | null;
  label: string | null;
}

/** The issued documents of a project, newest first; a receipt has a line for each of its shares. */
export async function listDocuments(
  db: Pick<Database, 'query'>,
  projectId: string,
  page: { limit: number; cursor?: string },
): Promise<{ items: ProjectDocument[]; nextCursor: string | null }> {
  const after = page.cursor === undefined ? null : keysetCursor.decode(page.cursor, Cursor);
  const rows = await db.query<Row>(
    `SELECT d.id, d.kind, d.number, d.status, d.payment_status AS "paymentStatus", d.currency, d.document_date AS date,
       s.no, s.amount_minor AS "amountMinor", s.milestone_id AS "milestoneId", m.label
     FROM document_share s
     JOIN document d ON d.id = s.document_id AND d.shares_version = s.version
     LEFT JOIN milestone m ON m.id = s.milestone_id
     WHERE s.project_id = $1 AND ($2::date IS NULL OR (d.document_date, d.id, s.no) < ($2, $3, $4))
     ORDER BY d.document_date DESC, d.id DESC, s.no DESC
     LIMIT $5`,
    [projectId, ...(after ?? [null, null, null]), page.limit + 1],
  );
  const items = rows.slice(0, page.limit);
  const last = items.at(-1);
  const more = rows.length > page.limit && last !== undefined;
  return {
    items: items.map(documentAnswer),
    nextCursor: more ? keysetCursor.encode([last.date, last.id, last.no]) : null,
  };
}

function documentAnswer(row: Row): ProjectDocument {
  return {
    id: row.id,
    kind: row.kind,
    number: row.number,
    amount: fromMinor(row.amountMinor, row.currency),
    currency: row.currency,
    date: row.date,
    status: row.status,
    paymentStatus: row.paymentStatus,
    milestone: row.milestoneId === null ? null : { id: row.milestoneId, label: row.label ?? '' },
  };
}
