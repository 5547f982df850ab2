import { FeedPositionsRequest } from '@closeout/contracts/http/internal';
import { readBody } from '@closeout/service-kit/http';
import type { Kit } from '@closeout/service-kit/service';
import { Router } from 'express';
import { z } from 'zod';
import { feedOf } from './feedOf.js';
import { feedPositions } from './feedPositions.js';

const Asked = z.object({
  source: z.string(),
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
});

/** What the feed has of one service, by that service's own positions: for one that came back from a backup; and where it has it. */
export function internalFeedRoutes({ db }: Kit): Router {
  const router = Router();
  router.get('/feed', async (req, res) => {
    const { source, after, limit } = Asked.parse(req.query);
    res.json({ items: await feedOf(db, source, after, limit) });
  });
  router.post('/feed/positions', async (req, res) => {
    const { source, positions } = FeedPositionsRequest.parse(await readBody(req, 64 * 1024));
    res.json({ positions: await feedPositions(db, source, positions) });
  });
  return router;
}
