import { readFeed as readFeedOperation } from '@closeout/contracts/http/notifications';
import { type Kit, query } from '@closeout/service-kit';
import type { Router } from 'express';
import { assertWithinFeed, readFeed } from './readFeed.js';
import { sourcesFor } from './sourcesFor.js';

export function feedRoutes(router: Router, kit: Kit): void {
  query(router, readFeedOperation, async ({ query: { source, ...asked }, actor }) => {
    const page = await readFeed(kit.db, { ...asked, sources: sourcesFor(actor, source) });
    assertWithinFeed(asked, page);
    return page;
  });
}
