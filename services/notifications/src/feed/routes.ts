import { readFeed as readFeedOperation } from '@closeout/contracts';
import { type Kit, query } from '@closeout/service-kit';
import type { Router } from 'express';
import { readFeed } from './readFeed.js';

export function feedRoutes(router: Router, kit: Kit): void {
  query(router, readFeedOperation, ({ query: page }) => readFeed(kit.db, page));
}
