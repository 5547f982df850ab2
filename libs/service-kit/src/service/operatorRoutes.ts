import { operatorOperationsOf, type AuditLine } from '@closeout/contracts/http/operations';
import type { ServiceName } from '@closeout/contracts/services';
import { Router } from 'express';
import { z } from 'zod';
import type { Messaging } from '../messaging/createMessaging.js';
import type { Database } from '../db/openDatabase.js';
import { logAnswer } from '../eventLog/logAnswer.js';
import { resyncLog, type LogParts } from '../eventLog/resyncLog.js';
import { command } from '../http/command.js';
import { keysetCursor } from '../http/keysetCursor.js';
import { query } from '../http/query.js';
import { discardDeadLetter, getDeadLetter, listDeadLetters, replayDeadLetter } from '../inbox/deadLetters.js';

const deadLetterCursor = z.tuple([
  z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?$/),
  z.uuid(),
]);
const auditCursor = z.tuple([z.string().regex(/^\d{1,18}$/)]);

/** What an operator looks at and decides: the same for every service, under its name. */
export function operatorRoutes(
  service: ServiceName,
  db: Database,
  messaging: Messaging,
  log: LogParts,
): Router {
  const router = Router();
  const operations = operatorOperationsOf(service);

  query(router, operations.listDeadLetters, async ({ query: { limit, cursor, status } }) => {
    const before = cursor === undefined ? undefined : keysetCursor.decode(cursor, deadLetterCursor);
    const { items, next } = await listDeadLetters(db, { limit, status, before });
    return { items, nextCursor: next && keysetCursor.encode(next) };
  });

  query(router, operations.getDeadLetter, ({ params }) => getDeadLetter(db, params.id));

  command(
    router,
    operations.replayDeadLetter,
    db.transaction,
    (tx, { params }) => replayDeadLetter(tx, params.id),
    {
      committed: () => messaging.wakeRetries(),
    },
  );

  command(router, operations.discardDeadLetter, db.transaction, (tx, { params, body }) =>
    discardDeadLetter(tx, params.id, body.reason),
  );

  query(router, operations.listAudit, ({ query: filter }) => listAudit(db, filter));

  query(router, operations.getEventLog, () => logAnswer(log));

  // Asks others before it begins its transaction, so it is no `command`. Repeated, it finds the log in order.
  query(router, operations.resyncEventLog, async ({ body }) => {
    await resyncLog(log, body);
    return logAnswer(log);
  });

  query(router, operations.getStatus, async () => ({
    service,
    broker: messaging.connected,
    ...(await messaging.status()),
  }));

  return router;
}

interface AuditRow {
  id: bigint;
  at: Date;
  actor_kind: string;
  actor_id: string;
  actor_name: string;
  action: string;
  record_kind: string;
  record_id: string;
  detail: unknown;
  request_id: string | null;
}

interface AuditFilter {
  limit: number;
  cursor?: string;
  kind?: string;
  recordId?: string;
  actorId?: string;
  action?: string;
}

async function listAudit(
  db: Database,
  filter: AuditFilter,
): Promise<{ items: AuditLine[]; nextCursor: string | null }> {
  const [before] = filter.cursor === undefined ? [null] : keysetCursor.decode(filter.cursor, auditCursor);
  const rows = await db.query<AuditRow>(
    `SELECT id, at, actor_kind, actor_id, actor_name, action, record_kind, record_id, detail, request_id FROM kit.audit_log
     WHERE ($1::bigint IS NULL OR id < $1) AND ($2::text IS NULL OR record_kind = $2) AND ($3::text IS NULL OR record_id = $3)
       AND ($4::text IS NULL OR actor_id = $4) AND ($5::text IS NULL OR action = $5)
     ORDER BY id DESC LIMIT $6`,
    [
      before,
      filter.kind ?? null,
      filter.recordId ?? null,
      filter.actorId ?? null,
      filter.action ?? null,
      filter.limit + 1,
    ],
  );
  const shown = rows.slice(0, filter.limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => ({
      id: row.id.toString(),
      at: row.at.toISOString(),
      actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
      action: row.action,
      kind: row.record_kind,
      recordId: row.record_id,
      detail: row.detail,
      requestId: row.request_id,
    })),
    nextCursor: last && rows.length > filter.limit ? keysetCursor.encode([last.id]) : null,
  };
}
