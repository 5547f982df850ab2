import { readFeed as readFeedOperation } from '@closeout/contracts';
import { type Kit, query } from '@closeout/service-kit';
import type { Router } from 'express';
import { assertWithinFeed, readFeed } from './readFeed.js';

export function feedRoutes(router: Router, kit: Kit): void {
  query(router, readFeedOperation, async ({ query: asked }) => {
    const page = await readFeed(kit.db, asked);
    assertWithinFeed(asked, page);
    return page;
  });
}
