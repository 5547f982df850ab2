import express from 'express';
import { z } from 'zod';
import type { Database } from '../db/openDatabase.js';
import { readSeen, rememberSeen } from '../eventLog/logStore.js';
import type { ResyncParts } from '../eventLog/resync.js';
import { Seen } from '../eventLog/seen.js';
import { readBody } from '../http/readBody.js';

const Question = z.object({ source: z.string().min(1).max(50), end: Seen.nullable() });

/** `GET /numbers?source=`: the highest numbers of another service's documents that are known here. */
export function numberRoutes({ numbersSeen }: ResyncParts): express.Router {
  const router = express.Router();
  router.get('/numbers', async (request, response) => {
    const source = String(request.query['source'] ?? '');
    response.json({ numbers: (await numbersSeen?.(source)) ?? [] });
  });
  return router;
}

/** `POST /seen`: what this service has seen of the caller's log. Whatever the caller says of itself counts from the next time on. */
export function witnessRoutes(db: Database): express.Router {
  const router = express.Router();
  router.post('/seen', async (request, response) => {
    const { source, end } = Question.parse(await readBody(request));
    const seen = await readSeen(db, source);
    // Not what a restored log says of itself: it ends before what was seen.
    if (end !== null) await rememberSeen(db, source, end);
    response.json({ seen });
  });
  return router;
}
