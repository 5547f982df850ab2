import type { JournalLock } from '@closeout/contracts/http/billing';
import type { Tx } from '@closeout/service-kit/db';
import { auditNamesOf } from '@closeout/contracts/records';

interface Row {
  detail: { through: string | null; before: string | null };
  kind: string;
  actor: string;
  name: string;
  at: Date;
}

export const maxChanges = 20;

/** Who moved the lock, from where and when, as the audit log has it, the latest first. */
export async function findLockChanges(tx: Pick<Tx, 'query'>): Promise<JournalLock['changes']> {
  const rows = await tx.query<Row>(
    `SELECT detail, at, actor_kind AS kind, actor_id AS actor, actor_name AS name FROM kit.audit_log
     WHERE record_kind = ANY($1) AND record_id = 'lock' ORDER BY audit_log.id DESC LIMIT ${maxChanges}`,
    [auditNamesOf('journal')],
  );
  return rows.map(({ detail, kind, actor, name, at }) => ({
    ...{ through: detail.through, before: detail.before },
    by: { kind, id: actor, name },
    at: at.toISOString(),
  }));
}
