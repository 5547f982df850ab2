import type { DocumentChange } from '@closeout/contracts/http/billing';
import type { Database } from '@closeout/service-kit/db';
import { auditNamesOf } from '@closeout/contracts/records';
import type { z } from 'zod';

type Change = z.input<typeof DocumentChange>;
interface AuditRow {
  id: string;
  at: Date;
  kind: string;
  actor: string;
  name: string;
  action: string;
}

/**
 * Who did what to a document, the first first, as the audit log has it. Settling is in the lines of the receipts that it allocated;
 * a line of its own says that there was nothing to settle.
 */
export async function documentHistory(
  db: Database,
  record: 'invoice' | 'credit-note' | 'receipt' | 'refund',
  id: string,
): Promise<{ items: Change[]; nextCursor: null }> {
  const rows = await db.query<AuditRow>(
    `SELECT id::text, at, actor_kind AS kind, actor_id AS actor, actor_name AS name, action FROM kit.audit_log
     WHERE record_kind = ANY($1) AND record_id = $2 AND action NOT LIKE 'settle%' ORDER BY audit_log.id`,
    [auditNamesOf(record), id],
  );
  const items = rows.map(({ kind: actorKind, actor, name, at, ...change }) => ({
    ...change,
    by: { kind: actorKind, id: actor, name },
    at: at.toISOString(),
  }));
  return { items, nextCursor: null };
}
