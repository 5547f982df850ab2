import type { AuditLine } from '@closeout/contracts/http/operations';
import { auditNamesOf, recordOf } from '@closeout/contracts/records';
import { z } from 'zod';
import type { Database } from '../db/openDatabase.js';
import { keysetCursor } from '../http/keysetCursor.js';

interface AuditRow {
  id: bigint;
  at: Date;
  actor_kind: string;
  actor_id: string;
  actor_name: string;
  action: string;
  record_kind: string;
  record_id: string;
  project_id: string | null;
  detail: unknown;
  request_id: string | null;
}

interface AuditFilter {
  limit: number;
  cursor?: string;
  kind?: string;
  recordId?: string;
  projectId?: string;
  actorId?: string;
  action?: string;
}

const auditCursor = z.tuple([z.string().regex(/^\d{1,18}$/)]);

/**
 * Who did what, the latest first. Lines are evidence and stay as they were written: those of earlier releases, which named
 * records by the headings of the API’s documentation and no project, are found by their names of then.
 */
export async function listAudit(
  db: Database,
  filter: AuditFilter,
): Promise<{ items: AuditLine[]; nextCursor: string | null }> {
  const [before] = filter.cursor === undefined ? [null] : keysetCursor.decode(filter.cursor, auditCursor);
  const rows = await db.query<AuditRow>(
    `SELECT id, at, actor_kind, actor_id, actor_name, action, record_kind, record_id, project_id, detail, request_id
     FROM kit.audit_log
     WHERE ($1::bigint IS NULL OR id < $1) AND ($2::text[] IS NULL OR record_kind = ANY($2)) AND ($3::text IS NULL OR record_id = $3)
       AND ($4::text IS NULL OR project_id = $4 OR (record_id = $4 AND record_kind = ANY($5)))
       AND ($6::text IS NULL OR actor_id = $6) AND ($7::text IS NULL OR action = $7)
     ORDER BY id DESC LIMIT $8`,
    [
      before,
      filter.kind === undefined ? null : namesOf(filter.kind),
      filter.recordId ?? null,
      filter.projectId ?? null,
      auditNamesOf('project'),
      filter.actorId ?? null,
      filter.action ?? null,
      filter.limit + 1,
    ],
  );
  const shown = rows.slice(0, filter.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toAuditLine),
    nextCursor: last && rows.length > filter.limit ? keysetCursor.encode([last.id]) : null,
  };
}

/** Clients of earlier releases ask by the headings: they find what is written now, too. */
function namesOf(kind: string): string[] {
  const record = recordOf(kind);
  return record ? [...new Set([kind, ...auditNamesOf(record)])] : [kind];
}

function toAuditLine(row: AuditRow): AuditLine {
  return {
    id: row.id.toString(),
    at: row.at.toISOString(),
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    action: row.action,
    kind: row.record_kind,
    recordId: row.record_id,
    projectId: row.project_id,
    detail: row.detail,
    requestId: row.request_id,
  };
}
