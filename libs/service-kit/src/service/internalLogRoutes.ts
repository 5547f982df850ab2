import { ResyncLog } from '@closeout/contracts/http/operations';
import express from 'express';
import { readBody } from '../http/readBody.js';
import { logAnswer } from '../eventLog/logAnswer.js';
import { resyncLog, type LogParts } from '../eventLog/resyncLog.js';

/** The operator's API of the event log for `npm run resync`, which works where nobody can sign in: the gateway's users may be lost. */
export function internalLogRoutes(log: LogParts): express.Router {
  const router = express.Router();
  router.get('/event-log', async (_request, response) => {
    response.json(await logAnswer(log));
  });
  router.post('/event-log/resync', async (request, response) => {
    await resyncLog(log, ResyncLog.parse(await readBody(request)));
    response.json(await logAnswer(log));
  });
  return router;
}
