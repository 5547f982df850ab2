import { invalid } from '@closeout/contracts/errors';
import express from 'express';
import { z } from 'zod';
import type { Database } from '../db/openDatabase.js';
import { readEvents } from '../outbox/readEvents.js';

const FeedQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
  types: z
    .string()
    .transform((list) => list.split(','))
    .optional(),
});

/** `GET /events?after=&limit=&types=`: this service's own events by position, for its peers (mounted under /internal). */
export function feedRoutes(db: Database): express.Router {
  const router = express.Router();
  router.get('/events', async (request, response) => {
    const query = FeedQuery.safeParse(request.query);
    if (!query.success) throw invalid('invalid-request', z.prettifyError(query.error));
    response.json(await readEvents(db, query.data));
  });
  return router;
}
