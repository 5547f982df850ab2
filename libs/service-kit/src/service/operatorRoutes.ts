import { operatorOperationsOf } from '@closeout/contracts/http/operations';
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
import { listAudit } from './auditLog.js';

const deadLetterCursor = z.tuple([
  z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?$/),
  z.uuid(),
]);

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
